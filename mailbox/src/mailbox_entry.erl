%% A node's way into the view: it makes the tables with all others, or leads because it has every row, or loads them from
%% the members and joins.
-module(mailbox_entry).
-export([enter/0]).
-export_type([waiting/0]).

%% What for, and which nodes are not there.
-type waiting() :: {waiting, #{for := atom(), nodes := [node()]}}.

-define(STATUS_MS, 2000).
%% A view is changed meanwhile, for which all shards are closed and opened.
-define(JOIN_MS, 60000).

-spec enter() -> running | waiting().
enter() ->
    #{nodes := Nodes} = mailbox_settings:get(),
    enter(Nodes).

%% One node alone has no files of views.
enter([]) ->
    ok =
        case mnesia:system_info(use_dir) of
            true -> mailbox_tables:load_from([node()]);
            false -> mailbox_tables:make([node()])
        end,
    mailbox_shards:open({1, [node()]}),
    running;
enter(Nodes) ->
    Here = [Node || Node <- Nodes, lists:member(Node, [node() | nodes()])],
    Statuses = on_all(Here, mailbox_view_file, status, []),
    case [View || {_, {running, View}} <- Statuses] of
        [_ | _] = Views ->
            join(lists:max(Views));
        [] ->
            first(Nodes, [Node || {Node, _} <- Statuses], [{View, Node} || {Node, {_, View}} <- Statuses, View =/= none])
    end.

on_all(Nodes, Module, Function, Arguments) ->
    Results = erpc:multicall(Nodes, Module, Function, Arguments, ?STATUS_MS),
    [{Node, Result} || {Node, {ok, Result}} <- lists:zip(Nodes, Results)].

%% Loads what the members have, then becomes one of them. Whoever does not reach all of them stays outside.
join({_, Members}) ->
    case {lists:member(node(), Members), Members -- nodes()} of
        {false, []} ->
            ok =
                case mnesia:system_info(use_dir) of
                    true -> mailbox_tables:load_from(Members);
                    false -> mailbox_tables:copy_from(Members)
                end,
            case catch gen_server:call({mailbox_view, hd(Members)}, {join, node()}, ?JOIN_MS) of
                ok -> running;
                Failure -> mailbox_view:again({not_joined, Failure})
            end;
        {false, Missing} ->
            waiting(members, Missing);
        %% Either another one has made this node a member, or it was one, is back, and the others have not noticed yet.
        {true, _} ->
            case mailbox_view_file:status() of
                {running, _} -> running;
                {starting, _} -> waiting(members_to_notice, Members -- [node()])
            end
    end.

%% Nobody is running. All nodes together make the tables; after that a majority names the last view, and a node that was
%% in it is the one that all others load from.
first(Nodes, Here, []) ->
    case {lists:sort(Here) =:= lists:sort(Nodes), lists:min(Nodes) =:= node()} of
        {true, true} -> make(Nodes);
        {true, false} -> waiting(leader, [lists:min(Nodes)]);
        {false, _} -> waiting(all_nodes, Nodes -- Here)
    end;
%% A node without a file may have been a member of the last view, and lost its folder since: it counts for nothing.
first(_, _, Stored) ->
    {{_, Members} = View, _} = lists:max(Stored),
    Here = [Node || {_, Node} <- Stored],
    case mailbox_view:is_majority(Here) andalso [Node || Node <- lists:sort(Members), lists:member(Node, Here)] of
        [Leader | _] when Leader =:= node() -> lead(View, Here);
        [Leader | _] -> waiting(leader, [Leader]);
        [] -> waiting(members, Members -- Here);
        false -> waiting(majority, maps:get(nodes, mailbox_settings:get()) -- Here)
    end.

%% All must let this node lead: the first view is stored at some before it begins, and they are not to take it for one that
%% has ended.
make(Nodes) ->
    case [Node || {Node, {granted, none}} <- on_all(Nodes, mailbox_view_file, grant, [node()])] of
        Nodes ->
            ok = mailbox_tables:make(Nodes),
            made(mailbox_change:first(lists:sort(Nodes)));
        Granting ->
            _ = on_all(Nodes, mailbox_view_file, release, [node()]),
            waiting(leave_to_lead, Nodes -- Granting)
    end.

made(ok) -> running;
made({error, Reason}) -> mailbox_view:again(Reason).

%% A majority must let this node lead, and no other one: two leaders would be two clusters. They name the last view again.
lead({Number, _} = View, Here) ->
    Grants = [{Node, Stored} || {Node, {granted, Stored}} <- on_all(Here, mailbox_view_file, grant, [node()]), Stored =/= none],
    Granting = [Node || {Node, _} <- Grants],
    case mailbox_view:is_majority(Granting) andalso lists:max([Stored || {_, Stored} <- Grants]) of
        View ->
            ok = mailbox_tables:load_from([node()]),
            mailbox_view_file:set_running({Number, [node()]}),
            running;
        _ ->
            _ = on_all(Granting, mailbox_view_file, release, [node()]),
            waiting(leave_to_lead, Here -- Granting)
    end.

waiting(For, Nodes) -> {waiting, #{for => For, nodes => Nodes}}.
