%% Connections of clients, in TLS where the node has a certificate: the same to whoever reads and writes them.
-module(mailbox_socket).
-export([listen/2, connect/2, port/1, accept/1, give/2, greet/2, send/2, recv/2, recv_short/3, read_next/1, close/1]).
-export_type([socket/0]).

-type socket() :: {gen_tcp, gen_tcp:socket()} | {ssl, ssl:sslsocket()}.

%% One frame: a batch of requests or answers.
-define(MAX_FRAME_BYTES, 33554432).
-define(OPTIONS, [binary, {packet, 4}, {packet_size, ?MAX_FRAME_BYTES}, {active, false}, {nodelay, true}, {send_timeout, 15000}, {send_timeout_close, true}]).

-spec listen(inet:port_number(), [term()]) -> {ok, socket()} | {error, term()}.
listen(Port, Own) ->
    Options = Own ++ ?OPTIONS,
    case mailbox_settings:get() of
        #{tls := none} -> tagged(gen_tcp, gen_tcp:listen(Port, Options));
        #{tls := {Certificate, Key}} -> tagged(ssl, ssl:listen(Port, tls(Certificate, Key) ++ Options))
    end.

%% Both ends are ours, and of this time.
tls(Certificate, Key) -> [{versions, ['tlsv1.3']}, {certfile, Certificate}, {keyfile, Key}, {log_level, error}].

-spec port(socket()) -> inet:port_number().
port({Transport, Listening}) ->
    {ok, {_, Port}} =
        case Transport of
            gen_tcp -> inet:sockname(Listening);
            ssl -> ssl:sockname(Listening)
        end,
    Port.

-spec accept(socket()) -> {ok, socket()} | {error, term()}.
accept({gen_tcp, Listening}) -> tagged(gen_tcp, gen_tcp:accept(Listening));
accept({ssl, Listening}) -> tagged(ssl, ssl:transport_accept(Listening)).

%% To a node of another cell.
-spec connect({string(), inet:port_number()}, timeout()) -> {ok, socket()} | {error, term()}.
connect({Name, Port}, TimeoutMs) ->
    {Host, Family} = place(Name),
    Options = [Family | ?OPTIONS],
    case mailbox_settings:get() of
        #{cells_ca := none} ->
            tagged(gen_tcp, gen_tcp:connect(Host, Port, Options, TimeoutMs));
        #{cells_ca := Authority} ->
            Tls = [{versions, ['tlsv1.3']}, {verify, verify_peer}, {cacertfile, Authority}, {log_level, error}],
            tagged(ssl, ssl:connect(Host, Port, Tls ++ Options, TimeoutMs))
    end.

%% An address as such is looked for among the addresses of a certificate, not among its names.
place(Name) ->
    case inet:parse_address(Name) of
        {ok, Address} when tuple_size(Address) =:= 8 -> {Address, inet6};
        {ok, Address} -> {Address, inet};
        {error, _} -> {Name, inet}
    end.

%% To the process that will read it.
-spec give(socket(), pid()) -> ok | {error, term()}.
give({Transport, Socket}, Pid) -> Transport:controlling_process(Socket, Pid).

%% What comes before the first frame: for the process that reads, because it takes as long as the other side likes.
-spec greet(socket(), timeout()) -> {ok, socket()} | {error, term()}.
greet({gen_tcp, _} = Socket, _) -> {ok, Socket};
greet({ssl, Socket}, TimeoutMs) -> tagged(ssl, ssl:handshake(Socket, TimeoutMs)).

-spec send(socket(), iodata()) -> ok | {error, term()}.
send({Transport, Socket}, Data) -> Transport:send(Socket, Data).

-spec recv(socket(), timeout()) -> {ok, binary()} | {error, term()}.
recv({Transport, Socket}, TimeoutMs) -> Transport:recv(Socket, 0, TimeoutMs).

%% A frame of somebody who has proved nothing yet: memory for a long one is not given out before that.
-spec recv_short(socket(), pos_integer(), timeout()) -> {ok, binary()} | {error, term()}.
recv_short({Transport, Socket} = Of, Max, TimeoutMs) ->
    try
        ok = set(Of, [{packet, raw}]),
        {ok, <<Length:32>>} = Transport:recv(Socket, 4, TimeoutMs),
        true = Length > 0 andalso Length =< Max,
        {ok, Frame} = Transport:recv(Socket, Length, TimeoutMs),
        ok = set(Of, [{packet, 4}]),
        {ok, Frame}
    catch
        error:{badmatch, {error, Reason}} -> {error, Reason};
        error:{badmatch, _} -> {error, too_long}
    end.

%% The next frame comes as `{tcp, _, Frame}' or `{ssl, _, Frame}'.
-spec read_next(socket()) -> ok | {error, term()}.
read_next(Socket) -> set(Socket, [{active, once}]).

set({gen_tcp, Socket}, Options) -> inet:setopts(Socket, Options);
set({ssl, Socket}, Options) -> ssl:setopts(Socket, Options).

-spec close(socket()) -> ok.
close({Transport, Socket}) ->
    _ = Transport:close(Socket),
    ok.

tagged(Transport, {ok, Socket}) -> {ok, {Transport, Socket}};
tagged(_, {error, Reason}) -> {error, Reason}.
