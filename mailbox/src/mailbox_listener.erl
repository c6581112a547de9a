%% Takes connections of the message service.
-module(mailbox_listener).
-behaviour(gen_server).
-export([start_link/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(ACCEPTORS, 4).
%% Far above what message services and other cells have, far below the files that a node may open.
-define(MAX_CONNECTIONS, 4096).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

-spec init([]) -> {ok, mailbox_socket:socket()} | {stop, term()}.
init([]) ->
    #{host := Host, port := Port} = mailbox_settings:get(),
    case mailbox_socket:listen(Port, [{reuseaddr, true}, {backlog, 1024}, {ip, Host}]) of
        {ok, Socket} ->
            logger:notice(#{what => listening, port => mailbox_socket:port(Socket), transport => element(1, Socket)}),
            _ = [spawn_link(fun() -> accept(Socket) end) || _ <- lists:seq(1, ?ACCEPTORS)],
            {ok, Socket};
        {error, Reason} ->
            logger:error(#{what => cannot_listen, port => Port, reason => Reason}),
            {stop, {cannot_listen, Port, Reason}}
    end.

-spec accept(mailbox_socket:socket()) -> no_return().
accept(Listening) ->
    case mailbox_socket:accept(Listening) of
        {ok, Socket} ->
            Open = proplists:get_value(active, supervisor:count_children(mailbox_connections_sup)),
            serve(Socket, Open < ?MAX_CONNECTIONS);
        {error, Reason} when Reason =:= emfile; Reason =:= enfile ->
            logger:error(#{what => no_more_files}),
            timer:sleep(100);
        {error, econnaborted} ->
            ok;
        {error, Reason} ->
            exit({cannot_accept, Reason})
    end,
    accept(Listening).

serve(Socket, true) ->
    {ok, Pid} = supervisor:start_child(mailbox_connections_sup, [Socket]),
    case mailbox_socket:give(Socket, Pid) of
        ok -> Pid ! yours;
        {error, _} -> mailbox_socket:close(Socket)
    end;
serve(Socket, false) ->
    mailbox_socket:close(Socket).

-spec handle_call(term(), {pid(), term()}, mailbox_socket:socket()) -> {reply, unknown, mailbox_socket:socket()}.
handle_call(_, _, Socket) -> {reply, unknown, Socket}.

-spec handle_cast(term(), mailbox_socket:socket()) -> {noreply, mailbox_socket:socket()}.
handle_cast(_, Socket) -> {noreply, Socket}.

-spec handle_info(term(), mailbox_socket:socket()) -> {noreply, mailbox_socket:socket()}.
handle_info(_, Socket) -> {noreply, Socket}.
