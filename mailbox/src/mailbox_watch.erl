%% Keeps the nodes connected, and looks whether the members are still there: also one that is frozen in the midst of a
%% transaction, and a view that has gone on without this node.
-module(mailbox_watch).
-export([start_link/0]).

-define(STARTING_MS, 200).
-define(RUNNING_MS, 1000).
-define(ANSWER_MS, 2000).

-spec start_link() -> {ok, pid()} | ignore.
start_link() ->
    case mailbox_settings:get() of
        #{nodes := []} -> ignore;
        #{nodes := Nodes} -> {ok, proc_lib:spawn_link(fun() -> watch(Nodes -- [node()]) end)}
    end.

-spec watch([node()]) -> no_return().
watch(Others) ->
    lists:foreach(fun connect/1, Others -- nodes()),
    case mailbox_view_file:status() of
        {starting, _} ->
            timer:sleep(?STARTING_MS);
        {running, View} ->
            look(View),
            timer:sleep(?RUNNING_MS)
    end,
    watch(Others).

%% May take seconds where nobody answers.
connect(Node) -> spawn(fun() -> net_kernel:connect_node(Node) end).

look({Number, Members}) ->
    Others = Members -- [node()],
    Answers = lists:zip(Others, erpc:multicall(Others, mailbox_view_file, status, [], ?ANSWER_MS)),
    case [View || {_, {ok, {running, {Newer, Without} = View}}} <- Answers, Newer > Number, not lists:member(node(), Without)] of
        [_ | _] ->
            mailbox_view ! dropped;
        [] ->
            Silent = [Node || {Node, Answer} <- Answers, element(1, Answer) =/= ok],
            Lost = Members -- mnesia:system_info(running_db_nodes),
            _ = Silent ++ Lost =/= [] andalso mailbox_view:drop(lists:usort(Silent ++ Lost))
    end.
