%% One connection of the message service: requests in, answers out, as they come.
-module(mailbox_connection).
-export([start_link/1]).

-record(connection, {
    socket :: mailbox_socket:socket(),
    %% Shards that have been asked something, by their monitors.
    monitors = #{} :: #{reference() => pid()},
    %% Who is to answer which request, and about how large it is.
    asked = #{} :: #{pos_integer() => {pid(), non_neg_integer()}},
    asked_bytes = 0 :: non_neg_integer(),
    %% When the last frame was taken up.
    heard = erlang:monotonic_time(millisecond) :: integer()
}).

-define(HELLO_MS, 10000).
-define(MAX_HELLO_BYTES, 1024).
%% Clients ask every second whether this node is there, and leave it after five. So this node was frozen, or out of reach, and
%% what comes now has been asked elsewhere, or given up and sent anew with later times (D3).
-define(SILENT_MS, 5000).
%% Requests without an answer; above that the connection is not read.
-define(MAX_ASKED, 16384).
-define(MAX_ASKED_BYTES, 33554432).
-define(HELD_MS, 5).
%% Of one frame: a page of an inbox has a megabyte, and a client takes no frame above 32.
-define(MAX_ANSWERS, 512).
-define(FULL_FRAME_BYTES, 4194304).

-spec start_link(mailbox_socket:socket()) -> {ok, pid()}.
start_link(Socket) -> {ok, proc_lib:spawn_link(fun() -> start(Socket) end)}.

-spec start(mailbox_socket:socket()) -> ok.
start(Socket) ->
    receive
        yours -> ok
    after ?HELLO_MS -> exit(normal)
    end,
    case mailbox_socket:greet(Socket, ?HELLO_MS) of
        {ok, Ready} -> greeted(greet(Ready), Ready);
        {error, closed} -> ok;
        {error, Reason} -> logger:warning(#{what => no_tls, reason => Reason})
    end.

%% However it ends: the client may have ended before it hinted what it was told of last, or before it was told. The others hear that.
greeted(ok, Socket) ->
    try
        read(#connection{socket = Socket})
    after
        mailbox_gauges:add(untold, 1)
    end;
greeted({refused, Reason}, Socket) ->
    logger:warning(#{what => hello_refused, reason => Reason}),
    mailbox_socket:close(Socket);
greeted(_, _) ->
    ok.

greet(Socket) ->
    Nonce = crypto:strong_rand_bytes(32),
    _ = send(Socket, {hello, mailbox_wire:version(), Nonce}),
    case mailbox_socket:recv_short(Socket, ?MAX_HELLO_BYTES, ?HELLO_MS) of
        {ok, Frame} -> welcome(Socket, Nonce, mailbox_wire:decode(Frame), mailbox_wire:version());
        {error, too_long} -> {refused, no_hello};
        {error, _} -> closed
    end.

welcome(Socket, Nonce, {ok, {hello, Version, Theirs, Proof, Wanted}}, Version) when is_binary(Theirs) ->
    #{secret := Secret} = mailbox_settings:get(),
    case {mailbox_wire:equal(mailbox_wire:proof(Secret, client, Nonce, Theirs), Proof), mailbox_limits:check(Wanted)} of
        {true, {ok, Limits}} ->
            mailbox_limits:set(Limits),
            Answer = mailbox_wire:proof(Secret, server, Nonce, Theirs),
            send(Socket, {welcome, Answer, mailbox_schema:shards(), mailbox_members:describe(), mailbox_gauges:node()});
        {false, _} ->
            {refused, wrong_secret};
        {true, error} ->
            {refused, wrong_limits}
    end;
welcome(_, _, {ok, {hello, _, _, _, _}}, _) ->
    {refused, other_version};
welcome(_, _, _, _) ->
    {refused, no_hello}.

%% A process has one socket.
-spec serve(#connection{}) -> ok.
serve(Connection) ->
    receive
        {Kind, _, Frame} when Kind =:= tcp; Kind =:= ssl -> heard(Frame, Connection);
        {Kind, _} when Kind =:= tcp_closed; Kind =:= ssl_closed -> ok;
        {Kind, _, _} when Kind =:= tcp_error; Kind =:= ssl_error -> ok;
        {answer, Number, Value} -> answers([{Number, Value}], erlang:external_size(Value), Connection);
        {'DOWN', Monitor, process, Shard, _} -> down(Monitor, Shard, Connection);
        read -> awake(fun read/1, Connection);
        _ -> serve(Connection)
    end.

heard(Frame, Connection) -> awake(fun(Awake) -> frame(Frame, Awake) end, Connection).

awake(Go, #connection{socket = Socket, heard = Before} = Connection) ->
    case erlang:monotonic_time(millisecond) of
        Now when Now - Before > ?SILENT_MS ->
            logger:warning(#{what => silent_too_long, ms => Now - Before}),
            mailbox_socket:close(Socket);
        Now ->
            Go(Connection#connection{heard = Now})
    end.

frame(Frame, Connection) ->
    case mailbox_wire:decode(Frame) of
        {ok, [_ | _] = Requests} -> requests(Requests, byte_size(Frame) div length(Requests), Connection);
        {ok, []} -> read(Connection);
        _ -> hang_up(bad_frame, Connection)
    end.

requests(Requests, Bytes, Connection) ->
    case lists:foldl(fun(Request, Acc) -> request(Request, Bytes, Acc) end, Connection, Requests) of
        refused -> hang_up(no_request, Connection);
        Asking -> read(Asking)
    end.

hang_up(Why, #connection{socket = Socket}) ->
    logger:warning(#{what => Why}),
    mailbox_socket:close(Socket).

%% While much is under way it is looked again soon: whoever waits here is not silent.
read(#connection{asked = Asked, asked_bytes = Bytes} = Connection) when map_size(Asked) > ?MAX_ASKED; Bytes > ?MAX_ASKED_BYTES ->
    _ = erlang:send_after(?HELD_MS, self(), read),
    serve(Connection);
read(#connection{socket = Socket} = Connection) ->
    case mailbox_socket:read_next(Socket) of
        ok -> serve(Connection);
        {error, _} -> ok
    end.

request({Number, node, Operation}, _, Connection) when is_integer(Number) ->
    self() ! {answer, Number, mailbox_members:operate(Operation)},
    Connection;
request({Number, Shard, Operation}, Bytes, #connection{asked = Asked, asked_bytes = Total} = Connection) when is_integer(Number) ->
    case mailbox_operation:check(Shard, Operation) of
        true ->
            case mailbox_members:find(Shard, Operation) of
                undefined ->
                    self() ! {answer, Number, {error, not_primary}},
                    Connection;
                _ when element(1, Operation) =:= devices ->
                    self() ! {answer, Number, mailbox_members:devices(Shard, element(2, Operation))},
                    Connection;
                Pid ->
                    mailbox_shard:operate(Pid, {self(), Number}, Operation),
                    monitor_shard(Pid, Connection#connection{asked = Asked#{Number => {Pid, Bytes}}, asked_bytes = Total + Bytes})
            end;
        %% It may come from a device: whatever else goes over this connection must not wait for it.
        false ->
            logger:warning(#{what => bad_request}),
            self() ! {answer, Number, {error, bad_request}},
            Connection
    end;
request(_, _, _) ->
    refused.

monitor_shard(Pid, #connection{monitors = Monitors} = Connection) ->
    case lists:member(Pid, maps:values(Monitors)) of
        true -> Connection;
        false -> Connection#connection{monitors = Monitors#{monitor(process, Pid) => Pid}}
    end.

%% What a shard has not answered when it ends may have been done or not: the client asks again.
down(Monitor, Shard, #connection{monitors = Monitors, asked = Asked} = Connection) ->
    Lost = [{Number, {error, unavailable}} || {Number, {Pid, _}} <- maps:to_list(Asked), Pid =:= Shard],
    answers(Lost, 0, Connection#connection{monitors = maps:remove(Monitor, Monitors)}).

answers(Answers, Bytes, Connection) when length(Answers) < ?MAX_ANSWERS, Bytes < ?FULL_FRAME_BYTES ->
    receive
        {answer, Number, Value} -> answers([{Number, Value} | Answers], Bytes + erlang:external_size(Value), Connection)
    after 0 -> leave(Answers, Connection)
    end;
answers(Answers, _, Connection) ->
    leave(Answers, Connection).

leave(Answers, #connection{socket = Socket} = Connection) ->
    case send(Socket, {answers, lists:reverse(Answers), mailbox_gauges:node()}) of
        ok -> serve(lists:foldl(fun settled/2, Connection, Answers));
        {error, _} -> ok
    end.

settled({Number, _}, #connection{asked = Asked, asked_bytes = Total} = Connection) ->
    case maps:take(Number, Asked) of
        {{_, Bytes}, Left} -> Connection#connection{asked = Left, asked_bytes = Total - Bytes};
        error -> Connection
    end.

send(Socket, Term) -> mailbox_socket:send(Socket, mailbox_wire:encode(Term)).
