%% The arbiter of groups by random operations: one order for each group, whatever is lost, opened again, or an older copy.
-module(mailbox_group_tests).
-include_lib("eunit/include/eunit.hrl").

-define(ALICE, <<1:128>>).

%% latest: the highest time there ever was.
-record(run, {state, before, model, model_before, copy, restored = false, now = 1700000000000, latest = 1700000000000}).
%% groups: roster numbers; posts and rosters: what was answered; outbox: what waits, in order; top: the last place and time
%% of each group that was answered, be it that the tables have lost it since.
-record(model, {groups = #{}, posts = #{}, rosters = #{}, outbox = [], top = #{}}).

-spec d3_groups_test_() -> term().
d3_groups_test_() ->
    Property = #{command => fun command/0, play => fun play/1},
    {timeout, 300, fun() -> mailbox_random:check(Property, 100, 150) end}.

command() ->
    case rand:uniform(16) of
        N when N =< 6 -> {post, rand:uniform(2), rand:uniform(40), rand:uniform(6) =:= 1};
        N when N =< 9 -> {roster, rand:uniform(2), rand:uniform(3) - 2};
        10 -> {drop, rand:uniform(5)};
        11 -> outbox;
        12 -> {wait, rand:uniform(5000) - 1000};
        13 -> lose;
        14 -> reopen;
        15 -> copy;
        16 -> restore
    end.

play(Commands) ->
    {_, State} = mailbox_bare_shard:finish({set_devices, ?ALICE, 1, [1]}, mailbox_bare_shard:open()),
    Model = #model{},
    Run = #run{state = State, before = State, model = Model, model_before = Model, copy = {mailbox_bare_shard:copy(), Model}},
    _ = do(outbox, do(reopen, lists:foldl(fun do/2, Run, Commands))),
    ok.

do({post, G, N, Stale}, #run{state = State, model = Model} = Run) ->
    #model{groups = Groups, posts = Posts, outbox = Outbox} = Model,
    Roster = maps:get(G, Groups, 0),
    Given = case Stale of true -> Roster + 1; false -> Roster end,
    Post = {post_group, {?ALICE, 1}, <<G:128>>, <<N:128>>, Given, 0, false, <<N>>, undefined},
    {Answer, [], With} = mailbox_bare_shard:run(Post, State),
    case {Answer, Posts} of
        {{duplicate, Seq, Ts}, #{N := First}} ->
            ?assertEqual(First, {Seq, Ts}),
            Run#run{state = With};
        {{stale_group, Known}, _} ->
            ?assert(Stale orelse Roster =:= 0),
            ?assertEqual(Roster, Known),
            Run#run{state = With};
        {{stamped, Seq, Ts}, _} ->
            ?assertNot(Stale orelse Roster =:= 0 orelse is_map_key(N, Posts)),
            New = Model#model{posts = Posts#{N => {Seq, Ts}}, outbox = Outbox ++ [{G, Seq, Ts, <<N>>}]},
            stamped(G, Seq, Ts, Run#run{state = With, model = New})
    end;
do({roster, G, Off}, #run{state = State, model = Model} = Run) ->
    #model{groups = Groups, rosters = Rosters, outbox = Outbox} = Model,
    Last = maps:get(G, Groups, 0),
    Number = max(1, Last + 1 + Off),
    {Answer, [], With} = mailbox_bare_shard:run({post_roster, <<G:128>>, Number, <<"entry">>}, State),
    case {Answer, Rosters} of
        {{stamped, Seq, Ts}, #{{G, Number} := First}} ->
            ?assertEqual(First, {Seq, Ts}),
            Run#run{state = With};
        {{gap, Known}, _} ->
            ?assertEqual(Last, Known),
            ?assert(Number > Last + 1),
            Run#run{state = With};
        {{stamped, Seq, Ts}, _} ->
            ?assertEqual(Last + 1, Number),
            New = Model#model{
                groups = Groups#{G => Number},
                rosters = Rosters#{{G, Number} => {Seq, Ts}},
                outbox = Outbox ++ [{G, Seq, Ts, <<"entry">>}]
            },
            stamped(G, Seq, Ts, Run#run{state = With, model = New})
    end;
do(outbox, #run{state = State, model = #model{outbox = Outbox}} = Run) ->
    ?assertEqual(Outbox, [Record || {_, Record} <- waiting(State)]),
    Run;
do({drop, Count}, #run{state = State, model = #model{outbox = Outbox} = Model} = Run) ->
    case lists:sublist(waiting(State), Count) of
        [] ->
            Run;
        Some ->
            {Position, _} = lists:last(Some),
            {{dropped}, [], With} = mailbox_bare_shard:run({drop_outbox, Position}, State),
            Run#run{state = With, model = Model#model{outbox = lists:nthtail(length(Some), Outbox)}}
    end;
%% Also back: places and times of a group ascend all the same.
do({wait, Ms}, #run{now = Now, latest = Latest} = Run) ->
    mailbox_clock:set(Now + Ms, 0),
    Run#run{now = Now + Ms, latest = max(Latest, Now + Ms)};
do(lose, #run{before = Before, model_before = Model} = Run) ->
    Run#run{state = Before, model = Model};
%% Once the tables have been older ones, only the clock keeps openings apart: then none is earlier than one before.
do(reopen, #run{restored = true, now = Now, latest = Latest} = Run) when Now < Latest ->
    do(reopen, do({wait, Latest - Now}, Run));
do(reopen, #run{state = State} = Run) ->
    _ = mailbox_bare_shard:commit(State),
    done(Run#run{state = mailbox_bare_shard:reopen()});
do(copy, #run{state = State, model = Model} = Run) ->
    Written = mailbox_bare_shard:commit(State),
    done(Run#run{state = Written, copy = {mailbox_bare_shard:copy(), Model}});
%% An older copy, opened later than anything was answered: places ascend all the same, also of groups that it has never heard of;
%% of times it knows no more than it has.
do(restore, #run{copy = {Copy, Model}, model_before = #model{top = Top}, latest = Latest} = Run) ->
    Now = lists:max([Latest | [Ts || {_, Ts} <- maps:values(Top)]]) + 1,
    mailbox_clock:set(Now, 0),
    Known = Model#model.top,
    Kept = maps:map(fun(G, {Seq, _}) -> {Seq, element(2, maps:get(G, Known, {0, 0}))} end, Top),
    Restored = Run#run{state = mailbox_bare_shard:restore(Copy), model = Model#model{top = Kept}},
    done(Restored#run{restored = true, now = Now, latest = Now}).

done(#run{state = State, model = Model} = Run) -> Run#run{before = State, model_before = Model}.

stamped(G, Seq, Ts, #run{model = #model{top = Top} = Model} = Run) ->
    {LastSeq, LastTs} = maps:get(G, Top, {0, 0}),
    ?assert(Seq > LastSeq),
    ?assert(Ts > LastTs),
    Run#run{model = Model#model{top = Top#{G => {Seq, Ts}}}}.

waiting(State) ->
    {{records, Records}, [], _} = mailbox_bare_shard:run({outbox, 0, 10000, 1}, State),
    [{Position, {binary:decode_unsigned(Group), Seq, Ts, Data}} || {Position, Group, Seq, Ts, _, _, _, _, Data} <- Records].
