%% From one view to the next. All shards are closed meanwhile: what has not been answered then is asked again.
-module(mailbox_change).
-export([to/1, first/1]).

%% For what is quick: a member that needs longer makes the change fail, and with it this node start again.
-define(STEP_MS, 10000).
%% Shards read their tables when they are opened.
-define(OPEN_MS, 60000).

%% Leaves the view that runs.
-spec to([node()]) -> ok | {error, term()}.
to(Members) ->
    {_, Before} = mailbox_view_file:running(),
    change({next_number(), Members}, Before -- Members, Members -- Before).

%% The first one of all.
-spec first([node()]) -> ok | {error, term()}.
first(Members) -> change({next_number(), Members}, [], []).

next_number() ->
    Numbers = erpc:multicall([node() | nodes()], mailbox_view_file, number, [], ?STEP_MS),
    lists:max([Number || {ok, Number} <- Numbers]) + 1.

change({Number, Members} = View, Gone, New) ->
    Steps = [
        fun() -> everywhere(Members, mailbox_shards, close, [Number, node()], ?STEP_MS) end,
        fun() -> part_from(Gone) end,
        fun() -> everywhere(Members, mailbox_tables, part_from, [Gone, Members], ?STEP_MS) end,
        fun() -> everywhere(Members, mailbox_pending, settle, [], ?STEP_MS) end,
        fun() -> compare([node() | New]) end,
        fun() -> everywhere(Members, mailbox_sync, sync, [], ?STEP_MS) end,
        fun() -> store(View) end,
        fun() -> open(View, mailbox_view:is_majority(Members)) end
    ],
    try
        lists:foreach(fun(Step) -> Step() end, Steps)
    catch
        Class:Reason ->
            logger:error(#{what => view_not_changed, view => View, class => Class, reason => Reason}),
            {error, Reason}
    end.

%% While a node loads, a transaction of Mnesia returns before all members have taken it, and a table may be sent in between: who lacks
%% what was answered must not come in. It loads once more.
compare([_]) ->
    ok;
compare(Nodes) ->
    case lists:usort(erpc:multicall(Nodes, mailbox_tables, digest, [], ?OPEN_MS)) of
        [{ok, _}] -> ok;
        Digests -> error({tables_differ, Digests})
    end.

open({_, Members} = View, true) ->
    everywhere(Members, mailbox_shards, open, [View], ?OPEN_MS);
%% Fewer than a majority are a beginning: others are about to join them, and must not wait for one that is gone.
open({_, Members} = View, false) ->
    everywhere(Members, mailbox_view_file, set_running, [View], ?STEP_MS).

everywhere(Nodes, Module, Function, Arguments, TimeoutMs) ->
    Results = lists:zip(Nodes, erpc:multicall(Nodes, Module, Function, Arguments, TimeoutMs)),
    case [Result || {_, Answer} = Result <- Results, Answer =/= {ok, ok}] of
        [] -> ok;
        Failed -> error({Function, Failed})
    end.

%% If one of them is only slow, it hears why it is left.
part_from(Gone) ->
    lists:foreach(fun(Node) -> erlang:send({mailbox_view, Node}, dropped, [noconnect, nosuspend]) end, Gone).

%% On the others first: this node's own file counts only when they have it.
store({Number, _} = View) ->
    ok = at_majority(reserve, Number),
    ok = at_majority(store, View).

at_majority(Function, Argument) ->
    #{nodes := Nodes} = mailbox_settings:get(),
    Others = [Node || Node <- Nodes, lists:member(Node, nodes())],
    Answers = erpc:multicall(Others, mailbox_view_file, Function, [Argument], ?STEP_MS),
    true = mailbox_view:is_majority([node() | [Node || {Node, {ok, ok}} <- lists:zip(Others, Answers)]]),
    ok = mailbox_view_file:Function(Argument).
