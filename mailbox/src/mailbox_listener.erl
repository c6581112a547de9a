%% Takes connections of the message service.
-module(mailbox_listener).
-behaviour(gen_server).
-export([start_link/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(ACCEPTORS, 4).
%% One frame: a batch of requests or answers.
-define(MAX_FRAME_BYTES, 33554432).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

-spec init([]) -> {ok, mailbox_socket:socket()} | {stop, term()}.
init([]) ->
    #{host := Host, port := Port} = mailbox_settings:get(),
    Options = [
        binary,
        {packet, 4},
        {packet_size, ?MAX_FRAME_BYTES},
        {active, false},
        {reuseaddr, true},
        {nodelay, true},
        {backlog, 1024},
        {send_timeout, 15000},
        {send_timeout_close, true},
        {ip, Host}
    ],
    case mailbox_socket:listen(Port, Options) of
        {ok, Socket} ->
            logger:notice(#{what => listening, port => mailbox_socket:port(Socket), transport => element(1, Socket)}),
            _ = [spawn_link(fun() -> accept(Socket) end) || _ <- lists:seq(1, ?ACCEPTORS)],
            {ok, Socket};
        {error, Reason} ->
            {stop, {cannot_listen, Port, Reason}}
    end.

-spec accept(mailbox_socket:socket()) -> no_return().
accept(Listening) ->
    case mailbox_socket:accept(Listening) of
        {ok, Socket} ->
            {ok, Pid} = supervisor:start_child(mailbox_connections_sup, [Socket]),
            case mailbox_socket:give(Socket, Pid) of
                ok -> Pid ! yours;
                {error, _} -> mailbox_socket:close(Socket)
            end;
        {error, Reason} when Reason =:= emfile; Reason =:= enfile ->
            logger:error(#{what => no_more_files}),
            timer:sleep(100);
        {error, econnaborted} ->
            ok;
        {error, Reason} ->
            exit({cannot_accept, Reason})
    end,
    accept(Listening).

-spec handle_call(term(), {pid(), term()}, mailbox_socket:socket()) -> {reply, unknown, mailbox_socket:socket()}.
handle_call(_, _, Socket) -> {reply, unknown, Socket}.

-spec handle_cast(term(), mailbox_socket:socket()) -> {noreply, mailbox_socket:socket()}.
handle_cast(_, Socket) -> {noreply, Socket}.

-spec handle_info(term(), mailbox_socket:socket()) -> {noreply, mailbox_socket:socket()}.
handle_info(_, Socket) -> {noreply, Socket}.
