%% Transactions of Mnesia that are still under way on this node.
%%
%% When tables have different copies, because a node is loading them, a transaction returns before the other members have
%% taken it: each has a process that does so by itself. A process that dies leaves its transaction to Mnesia.
-module(mailbox_pending).
-export([await_commits/0, settle/0]).

-define(SETTLE_MS, 8000).
-define(PAUSE_MS, 10).
-define(INFO_MS, 2000).

%% Returns once every transaction that had returned to whoever made it has been taken here.
-spec await_commits() -> ok.
await_commits() ->
    {Participants, _} = info(),
    %% `pid' of Mnesia's record of a participant; those without one are answered for by Mnesia itself.
    lists:foreach(fun await/1, [Pid || Participant <- Participants, Pid <- [element(3, Participant)], is_pid(Pid)]).

await(Pid) ->
    Monitor = monitor(process, Pid),
    receive
        {'DOWN', Monitor, process, Pid, _} -> ok
    end.

%% Returns once nothing is to come any more of what shards have written that are closed now, on this or another node.
-spec settle() -> ok.
settle() -> settle(erlang:monotonic_time(millisecond) + ?SETTLE_MS).

settle(Until) ->
    {Participants, Coordinators} = info(),
    Left = [Tid || {Tid, _} <- Coordinators, not is_alive(element(3, Tid))],
    case {Participants, Left} of
        {[], []} ->
            ok;
        _ ->
            true = erlang:monotonic_time(millisecond) < Until,
            timer:sleep(?PAUSE_MS),
            settle(Until)
    end.

is_alive(Pid) -> node(Pid) =/= node() orelse is_process_alive(Pid).

info() ->
    {info, Participants, Coordinators} = mnesia_tm:get_info(?INFO_MS),
    {Participants, Coordinators}.
