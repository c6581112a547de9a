%% Random runs: commands are made from a seed, played, and when they fail made fewer until what is left matters.
-module(mailbox_random).
-include_lib("eunit/include/eunit.hrl").
-export([check/3, shrink/2, alone/1]).
-export_type([property/0]).

-type property() :: #{
    %% One command, from random numbers.
    command := fun(() -> term()),
    %% Plays all of them on a shard of its own. Fails when something is not as it should be.
    play := fun(([term()]) -> ok)
}.

%% As many runs, each of so many commands. MAILBOX_TEST_SEED plays one again.
-spec check(property(), pos_integer(), pos_integer()) -> ok.
check(Property, Runs, Length) ->
    case os:getenv("MAILBOX_TEST_SEED") of
        false -> lists:foreach(fun(Seed) -> run(Seed, Length, Property) end, lists:seq(1, Runs));
        Seed -> run(list_to_integer(Seed), Length, Property)
    end.

run(Seed, Length, #{command := Command, play := Play}) ->
    _ = rand:seed(exsss, Seed),
    Commands = [Command() || _ <- lists:seq(1, Length)],
    case alone(fun() -> Play(Commands) end) of
        none ->
            ok;
        First ->
            Left = shrink(fun(Fewer) -> alone(fun() -> Play(Fewer) end) =/= none end, Commands),
            ?debugFmt("MAILBOX_TEST_SEED=~b fails: ~p~nfewer commands do:~n~p~n~p", [Seed, First, Left, alone(fun() -> Play(Left) end)]),
            error({failed, Seed})
    end.

%% In a process of its own, whose tables end with it. Answers what failed.
-spec alone(fun(() -> ok)) -> none | term().
alone(Play) ->
    {Pid, Monitor} = spawn_monitor(fun() -> exit(result(Play)) end),
    receive
        {'DOWN', Monitor, process, Pid, {played, Result}} -> Result;
        {'DOWN', Monitor, process, Pid, Reason} -> Reason
    end.

result(Play) ->
    try
        ok = Play(),
        {played, none}
    catch
        Class:Reason:Stack -> {played, {Class, Reason, lists:sublist(Stack, 3)}}
    end.

%% Leaves out halves, quarters, … and at last single ones, as long as it goes on to fail.
-spec shrink(fun(([term()]) -> boolean()), [term()]) -> [term()].
shrink(Fails, Commands) -> shrink(Fails, Commands, max(1, length(Commands) div 2)).

shrink(Fails, Commands, Size) ->
    case {without(Fails, [], Commands, Size), Size} of
        {Commands, 1} -> Commands;
        {Fewer, 1} -> shrink(Fails, Fewer, 1);
        {Fewer, _} -> shrink(Fails, Fewer, Size div 2)
    end.

without(_, Kept, [], _) ->
    Kept;
without(Fails, Kept, Commands, Size) ->
    {Part, Rest} = lists:split(min(Size, length(Commands)), Commands),
    case Fails(Kept ++ Rest) of
        true -> without(Fails, Kept, Rest, Size);
        false -> without(Fails, Kept ++ Part, Rest, Size)
    end.
