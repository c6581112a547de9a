%% Who is a member, and what follows from that: this node's way into the view, and the changes of the view when nodes come
%% and go. The lowest-named member that is there makes the changes.
-module(mailbox_view).
-behaviour(gen_server).
-export([start_link/0, drop/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(AGAIN_MS, 200).
-define(REOPEN_MS, 1000).
-define(CALL_MS, 10000).
%% A node that does not answer this long is no member any more.
-define(PATIENCE_MS, 2000).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% These have missed a flush.
-spec drop([node()]) -> ok.
drop(Nodes) ->
    {_, Members} = mailbox_cluster:view(),
    case Members -- Nodes of
        [Leader | _] -> gen_server:cast({?MODULE, Leader}, {drop, Nodes});
        [] -> ok
    end.

-spec init([]) -> {ok, starting}.
init([]) ->
    ok = net_kernel:monitor_nodes(true),
    %% After a failure of this process nobody knows what it has missed.
    _ = element(1, mailbox_view_file:status()) =:= running andalso again(),
    self() ! open,
    _ = erlang:send_after(?REOPEN_MS, self(), reopen),
    {ok, starting}.

-spec handle_call(term(), {pid(), term()}, starting | running) -> {reply, term(), starting | running}.
handle_call({join, Node}, _, running) ->
    {running, {_, Members}} = mailbox_view_file:status(),
    {reply, change(lists:usort([Node | Members])), running};
handle_call({join, _}, _, starting) ->
    {reply, {error, starting}, starting}.

-spec handle_cast(term(), starting | running) -> {noreply, starting | running}.
handle_cast({drop, Nodes}, running) ->
    gone(Nodes),
    {noreply, running};
handle_cast(_, State) ->
    {noreply, State}.

-spec handle_info(term(), starting | running) -> {noreply, starting | running}.
handle_info(open, starting) ->
    #{nodes := Nodes} = mailbox_settings:get(),
    case open(Nodes) of
        running ->
            {noreply, running};
        waiting ->
            _ = erlang:send_after(?AGAIN_MS, self(), open),
            {noreply, starting}
    end;
handle_info(reopen, State) ->
    mailbox_shards:reopen(),
    _ = erlang:send_after(?REOPEN_MS, self(), reopen),
    {noreply, State};
handle_info({nodedown, Node}, running) ->
    gone([Node]),
    {noreply, running};
handle_info(_, State) ->
    {noreply, State}.

%% One node alone has no files of views.
open([]) ->
    ok =
        case mnesia:system_info(use_dir) of
            true -> mailbox_tables:load_from([node()]);
            false -> mailbox_tables:make([node()])
        end,
    mailbox_shards:open({1, [node()]}),
    running;
open(Nodes) ->
    Here = [Node || Node <- Nodes, Node =:= node() orelse net_kernel:connect_node(Node) =:= true],
    Statuses = [{Node, Status} || Node <- Here, {ok, Status} <- [status(Node)]],
    case [View || {_, {running, View}} <- Statuses] of
        [_ | _] = Views ->
            join(lists:max(Views));
        [] ->
            Stored = [{View, Node} || {Node, {_, View}} <- Statuses, View =/= none],
            first(Nodes, [Node || {Node, _} <- Statuses], Stored)
    end.

status(Node) ->
    try
        {ok, erpc:call(Node, mailbox_view_file, status, [], ?PATIENCE_MS)}
    catch
        error:{erpc, _} -> error;
        exit:{exception, _} -> error
    end.

%% Loads what the members have, then becomes one of them.
join({_, Members}) ->
    case lists:member(node(), Members) of
        true ->
            %% Either another one has made this node a member, or it was one, is back, and the others have not noticed yet.
            case mailbox_view_file:status() of
                {running, _} -> running;
                {starting, _} -> waiting
            end;
        false ->
            ok = mailbox_tables:load_from(Members),
            case catch gen_server:call({?MODULE, hd(Members)}, {join, node()}, ?CALL_MS) of
                ok -> running;
                _ -> again()
            end
    end.

%% Nobody is running. All nodes together make the tables; after that a majority names the last view, and a node that was
%% in it is the one that all others load from.
first(Nodes, Here, []) ->
    case {lists:sort(Here) =:= lists:sort(Nodes), lists:min(Nodes) =:= node()} of
        {true, true} ->
            ok = mailbox_tables:make(Nodes),
            opened(change(lists:sort(Nodes), 0, Nodes));
        _ ->
            waiting
    end;
first(Nodes, Here, Stored) ->
    {{Number, Members}, _} = lists:max(Stored),
    Leaders = [Node || Node <- lists:sort(Members), lists:member(Node, Here)],
    case length(Here) >= majority(Nodes) andalso Leaders of
        [Leader | _] when Leader =:= node() ->
            ok = mailbox_tables:load_from([node()]),
            mailbox_view_file:set_running({Number, [node()]}),
            running;
        _ ->
            waiting
    end.

opened(ok) -> running;
opened({error, _}) -> again().

%% These members are gone, or as good as that.
gone(Nodes) ->
    #{nodes := All} = mailbox_settings:get(),
    {running, {_, Members}} = mailbox_view_file:status(),
    Reachable = [Node || Node <- [node() | nodes()] -- Nodes, lists:member(Node, All)],
    Left = [Member || Member <- Members, lists:member(Member, Reachable)],
    if
        Left =:= Members; All =:= [] ->
            ok;
        %% Nothing can be answered here any more.
        length(Reachable) < length(All) div 2 + 1 ->
            again();
        hd(Left) =:= node() ->
            case change(Left) of
                ok -> ok;
                {error, _} -> again()
            end;
        true ->
            ok
    end.

change(Members) ->
    {running, {_, Before}} = mailbox_view_file:status(),
    change(Members, mailbox_view_file:number(), Before).

%% All shards are closed while the view changes: what has not been answered then is asked again.
change(Members, Number, Before) ->
    #{nodes := Nodes} = mailbox_settings:get(),
    View = {Number + 1, Members},
    _ = [cut_off(Node, Members) || Node <- Before -- Members],
    Steps = [
        fun() -> [ok = on(Node, mailbox_shards, close, [Number + 1]) || Node <- Members] end,
        fun() -> [ok = on(Node, mailbox_flush, local, []) || Node <- Members] end,
        fun() -> ok = store(View, Nodes) end,
        fun() -> length(Members) >= majority(Nodes) andalso [ok = on(Node, mailbox_shards, open, [View]) || Node <- Members] end
    ],
    try
        lists:foreach(fun(Step) -> Step() end, Steps)
    catch
        Class:Reason ->
            logger:error(#{what => view_not_changed, view => View, class => Class, reason => Reason}),
            {error, Reason}
    end.

%% On the others first: this node's own file counts only when they have it.
store(View, Nodes) ->
    Others = [Node || Node <- Nodes -- [node()], ok =:= (catch on(Node, mailbox_view_file, store, [View]))],
    case length(Others) + 1 >= majority(Nodes) of
        true -> mailbox_view_file:store(View);
        false -> {error, no_majority}
    end.

%% Its tables take no more writes; if it is only slow, it will notice that it is alone.
cut_off(Node, Members) ->
    _ = lists:member(Node, nodes()) andalso running_elsewhere(Node) andalso
        (catch erpc:call(Node, mailbox_tables, stop, [], ?PATIENCE_MS)),
    _ = [catch on(Member, erlang, disconnect_node, [Node]) || Member <- Members, running_elsewhere(Node)],
    ok.

%% A node that is on its way in is left alone.
running_elsewhere(Node) -> lists:member(Node, mnesia:system_info(running_db_nodes)).

on(Node, Module, Function, Arguments) -> erpc:call(Node, Module, Function, Arguments, ?CALL_MS).

majority(Nodes) -> length(Nodes) div 2 + 1.

%% From the start: with other tables loaded, from those who are members.
-spec again() -> no_return().
again() ->
    logger:warning(#{what => starting_again}),
    halt(75, [{flush, false}]).
