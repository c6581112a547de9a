%% Inboxes of one shard against a model of them, by random operations in batches of which some are lost.
-module(mailbox_inbox_tests).
-include_lib("eunit/include/eunit.hrl").
-include("mailbox.hrl").

-define(ALICE, <<1:128>>).
-define(BOB, <<2:128>>).
-define(DAY_MS, 86400000).

%% A batch begins with the state and the model that are true if it is lost.
-record(run, {state, before, model, model_before, now = 1700000000000, mono = 0}).
%% Rows are {Seq, Envelope, Id or none, StoredAt}; ids: when they were first stored, by both clocks.
-record(model, {inboxes = #{}, ids = #{}, version = 1, bobs = [1, 2], last_bob = 2}).
-record(box, {rows = [], cursor = 0, top = 0, stored_at = 0}).

-spec d1_d2_d5_d7_inboxes_test_() -> term().
d1_d2_d5_d7_inboxes_test_() ->
    Property = #{command => fun command/0, play => fun play/1},
    {timeout, 300, fun() -> mailbox_random:check(Property, 100, 150) end}.

command() ->
    case rand:uniform(20) of
        N when N =< 6 -> {append, rand:uniform(12), rand:uniform(8) =:= 1, rand:uniform(1500)};
        N when N =< 9 -> {ack, rand:uniform(3), rand:uniform(4), rand:uniform(6) =:= 1};
        N when N =< 11 -> {read, rand:uniform(3), rand:uniform(4) - 1, rand:uniform(6)};
        12 -> {stat, rand:uniform(3)};
        13 -> {purge, rand:uniform(3)};
        14 -> {expire, rand:uniform(3 * ?DAY_MS)};
        15 -> {wait, rand:uniform(?DAY_MS)};
        16 -> generations;
        17 -> lose;
        18 -> reopen;
        19 -> replace_device;
        20 -> commit
    end.

play(Commands) ->
    Opened = mailbox_bare_shard:open(),
    {_, One} = mailbox_bare_shard:finish({set_devices, ?ALICE, 1, [1]}, Opened),
    {_, State} = mailbox_bare_shard:finish({set_devices, ?BOB, 1, [1, 2]}, One),
    Model = #model{inboxes = #{{?ALICE, 1} => #box{}, {?BOB, 1} => #box{}, {?BOB, 2} => #box{}}},
    Run = #run{state = State, before = State, model = Model, model_before = Model},
    End = lists:foldl(fun(Command, Acc) -> totals(do(Command, Acc)) end, Run, Commands),
    Last = do(reopen, End),
    _ = lists:foldl(fun(N, Acc) -> do({read, N, 0, 10000}, Acc) end, totals(Last), [1, 2, 3]),
    ok.

do({append, N, Stale, Bytes}, #run{state = State, model = #model{bobs = Bobs}, now = Now} = Run) ->
    Envelope = <<N, 0:(8 * Bytes)>>,
    Named = case Stale of true -> tl(Bobs); false -> Bobs end,
    Targets = [{?BOB, [{Device, Envelope} || Device <- Named], false}],
    {Value, Rows, With} = mailbox_bare_shard:run({append, {?ALICE, 1}, <<N:128>>, Now, false, undefined, Targets}, State),
    appended(Value, Rows, N, Envelope, Stale, Run#run{state = With});
do({ack, Who, Nth, OtherEpoch}, #run{state = State, model = Model} = Run) ->
    Address = address(Who, Model),
    #box{rows = Rows, cursor = Cursor} = Box = box(Address, Model),
    UpTo = lists:last([Cursor | [Seq || {Seq, _, _, _} <- lists:sublist(Rows, Nth)]]),
    Epoch = epoch(Address, State),
    Wrong = case OtherEpoch of true -> 1; false -> 0 end,
    {Value, Receipts, With} = mailbox_bare_shard:run({ack, Address, {Epoch + Wrong, UpTo}}, State),
    {Gone, Left} = case OtherEpoch of
        true -> {[], Rows};
        false -> lists:partition(fun({Seq, _, _, _}) -> Seq =< UpTo end, Rows)
    end,
    ?assertEqual(case OtherEpoch of true -> {inbox_reset}; false -> {acked, length(Gone)} end, Value),
    Acked = put_box(Address, Box#box{rows = Left, cursor = max(Cursor, if OtherEpoch -> 0; true -> UpTo end)}, Run#run{state = With}),
    receipts([<<Id:128>> || {_, _, Id, _} <- Gone, Id =/= none], Address, Receipts, Acked);
do({read, Who, After, Limit}, #run{state = State, model = Model} = Run) ->
    Address = address(Who, Model),
    #box{rows = Rows, cursor = Cursor} = box(Address, Model),
    {{page, Page}, [], With} = mailbox_bare_shard:run({read, Address, Cursor + After, Limit}, State),
    Wanted = [{Seq, Envelope} || {Seq, Envelope, _, _} <- Rows, Seq > Cursor + After],
    ?assertEqual(lists:sublist(Wanted, Limit), Page),
    Run#run{state = With};
do({stat, Who}, #run{state = State, model = Model} = Run) ->
    Address = address(Who, Model),
    #box{rows = Rows, cursor = Cursor} = box(Address, Model),
    {{stat, _, Found, _, Count, Bytes}, [], With} = mailbox_bare_shard:run({stat, Address}, State),
    ?assertEqual({Cursor, length(Rows), bytes(Rows)}, {Found, Count, Bytes}),
    {{more, More}, [], _} = mailbox_bare_shard:run({has_more, [Address]}, With),
    _ = Rows =/= [] andalso ?assertEqual([Address], More),
    Run#run{state = With};
do({purge, Who}, Running) ->
    #run{state = State, model = Model} = Run = do(commit, Running),
    Address = address(Who, Model),
    #box{rows = Rows, top = Top} = box(Address, Model),
    Epoch = epoch(Address, State),
    {Value, With} = mailbox_bare_shard:finish({purge, Address}, State),
    ?assertEqual({removed, length(Rows)}, Value),
    ?assertNotEqual(Epoch, epoch(Address, With)),
    done(put_box(Address, #box{cursor = max(Top, cursor(Address, With)), top = Top}, Run#run{state = With}));
do({expire, Ago}, Running) ->
    #run{state = State, model = #model{inboxes = Inboxes} = Model, now = Now} = Run = do(commit, Running),
    {{removed, Removed}, With} = mailbox_bare_shard:finish({expire, Now - Ago}, State),
    Expire = fun(Address, #box{rows = Rows, cursor = Cursor} = Box) ->
        {Old, Left} = lists:splitwith(fun({_, _, _, StoredAt}) -> StoredAt =< Now - Ago end, Rows),
        case Old of
            [] -> Box;
            _ -> Box#box{rows = Left, cursor = max(Cursor, cursor(Address, With))}
        end
    end,
    Expired = maps:map(Expire, Inboxes),
    ?assertEqual(Removed, count(Inboxes) - count(Expired)),
    done(Run#run{state = With, model = Model#model{inboxes = Expired}});
do({wait, Ms}, #run{now = Now, mono = Mono} = Run) ->
    mailbox_clock:set(Now + Ms, Mono + Ms),
    Run#run{now = Now + Ms, mono = Mono + Ms};
do(generations, Running) ->
    #run{state = State} = Run = do(commit, Running),
    done(Run#run{state = steps(State)});
do(commit, #run{state = State} = Run) ->
    done(Run#run{state = mailbox_bare_shard:commit(State)});
do(lose, #run{before = Before, model_before = Model} = Run) ->
    Run#run{state = Before, model = Model};
do(reopen, Running) ->
    Run = do(commit, Running),
    done(Run#run{state = mailbox_bare_shard:reopen()});
do(replace_device, Running) ->
    #run{state = State, model = Model} = Run = do(commit, Running),
    #model{version = Version, bobs = [First, Second], last_bob = Last, inboxes = Inboxes} = Model,
    {Value, With} = mailbox_bare_shard:finish({set_devices, ?BOB, Version + 1, [First, Last + 1]}, State),
    #box{rows = Rows} = box({?BOB, Second}, Model),
    ?assertEqual({removed, length(Rows)}, Value),
    Others = maps:remove({?BOB, Second}, Inboxes),
    New = Model#model{version = Version + 1, bobs = [First, Last + 1], last_bob = Last + 1, inboxes = Others#{{?BOB, Last + 1} => #box{}}},
    done(Run#run{state = With, model = New}).

%% Nothing before this is lost any more.
done(#run{state = State, model = Model} = Run) -> Run#run{before = State, model_before = Model}.

steps(State) ->
    case mailbox_seen:is_due(State) of
        true -> steps(mailbox_bare_shard:commit(mailbox_seen:step(State)));
        false -> State
    end.

%% A repeat is known while a row of the first one waits, and for a day at least (D2).
appended({duplicate, Ts}, [], N, _, _, #run{model = #model{ids = Ids}} = Run) ->
    ?assertMatch(#{N := {Ts, _}}, Ids),
    Run;
appended(Refused, [], N, _, true, Run) ->
    ?assertMatch({stale_devices, _}, Refused),
    must_be_unknown(N, Run),
    Run;
appended({stored, Ts}, Rows, N, Envelope, false, #run{model = Model, now = Now, mono = Mono} = Run) ->
    must_be_unknown(N, Run),
    ?assertEqual(Now, Ts),
    #model{ids = Ids, bobs = Bobs} = Model,
    ?assertEqual([{?BOB, Device} || Device <- Bobs], [{Account, Device} || {Account, Device, _, _, _} <- Rows]),
    Noted = Run#run{model = Model#model{ids = Ids#{N => {Ts, Mono}}}},
    lists:foldl(fun({Account, Device, _, Seq, _}, Acc) -> add({Account, Device}, Seq, Envelope, N, Acc) end, Noted, Rows).

must_be_unknown(N, #run{model = #model{ids = Ids, inboxes = Inboxes}, mono = Mono}) ->
    Waits = [Address || {Address, #box{rows = Rows}} <- maps:to_list(Inboxes), lists:keymember(N, 3, Rows)],
    ?assertEqual([], Waits),
    case Ids of
        #{N := {_, Since}} -> ?assert(Mono - Since >= ?DAY_MS);
        #{} -> ok
    end.

%% Numbers ascend, and none is given out twice.
add(Address, Seq, Envelope, Id, #run{model = Model, now = Now} = Run) ->
    #box{rows = Rows, top = Top, stored_at = Before} = Box = box(Address, Model),
    ?assert(Seq > Top),
    StoredAt = max(Now, Before),
    put_box(Address, Box#box{rows = Rows ++ [{Seq, Envelope, Id, StoredAt}], top = Seq, stored_at = StoredAt}, Run).

%% One receipt for all that Alice has sent, in the order of the rows (D7).
receipts([], _, [], Run) ->
    Run;
receipts(Ids, {Account, Device}, [{?ALICE, 1, _, Seq, Envelope}], #run{now = Now} = Run) ->
    ?assertEqual(mailbox_envelope:delivered(Now, Account, Device, Ids), Envelope),
    add({?ALICE, 1}, Seq, Envelope, none, Run).

totals(#run{state = #state{rows = Rows, bytes = Bytes}, model = #model{inboxes = Inboxes}} = Run) ->
    ?assertEqual({count(Inboxes), lists:sum([bytes(All) || #box{rows = All} <- maps:values(Inboxes)])}, {Rows, Bytes}),
    Run.

address(1, _) -> {?ALICE, 1};
address(2, #model{bobs = [First, _]}) -> {?BOB, First};
address(3, #model{bobs = [_, Second]}) -> {?BOB, Second}.

box(Address, #model{inboxes = Inboxes}) -> maps:get(Address, Inboxes).

put_box(Address, Box, #run{model = #model{inboxes = Inboxes} = Model} = Run) ->
    Run#run{model = Model#model{inboxes = Inboxes#{Address => Box}}}.

epoch(Address, State) -> element(2, element(1, mailbox_bare_shard:run({stat, Address}, State))).

cursor(Address, State) -> element(3, element(1, mailbox_bare_shard:run({stat, Address}, State))).

count(Inboxes) -> lists:sum([length(Rows) || #box{rows = Rows} <- maps:values(Inboxes)]).

bytes(Rows) -> lists:sum([byte_size(Envelope) || {_, Envelope, _, _} <- Rows]).

-spec d12_what_a_node_stores_whose_clock_is_behind_is_kept_test_() -> term().
d12_what_a_node_stores_whose_clock_is_behind_is_kept_test_() ->
    {timeout, 60, fun() -> ?assertEqual(none, mailbox_random:alone(fun what_is_stored_far_behind_is_kept/0)) end}.

what_is_stored_far_behind_is_kept() ->
    {_, One} = mailbox_bare_shard:finish({set_devices, ?ALICE, 1, [1]}, mailbox_bare_shard:open()),
    {_, State} = mailbox_bare_shard:finish({set_devices, ?BOB, 1, [1]}, One),
    Now = mailbox_clock:now(),
    mailbox_clock:set(Now - 60 * ?DAY_MS, 0),
    Append = {append, {?ALICE, 1}, <<1:128>>, Now, false, undefined, [{?BOB, [{1, <<"text">>}], false}]},
    {{stored, Now}, _, With} = mailbox_bare_shard:run(Append, State),
    Expire = fun(Before) -> element(1, mailbox_bare_shard:finish({expire, Before}, mailbox_bare_shard:commit(With))) end,
    ?assertEqual({removed, 0}, Expire(Now - 30 * ?DAY_MS)),
    ?assertEqual({removed, 1}, Expire(Now)).

%% More than one step of a change of generations looks at.
-spec d2_what_waits_is_remembered_test_() -> term().
d2_what_waits_is_remembered_test_() -> {timeout, 60, fun() -> ?assertEqual(none, mailbox_random:alone(fun what_waits_is_remembered/0)) end}.

what_waits_is_remembered() ->
    {_, One} = mailbox_bare_shard:finish({set_devices, ?ALICE, 1, [1]}, mailbox_bare_shard:open()),
    {_, State} = mailbox_bare_shard:finish({set_devices, ?BOB, 1, [1]}, One),
    Send = fun(N, Acc) ->
        mailbox_bare_shard:run({append, {?ALICE, 1}, <<N:128>>, 1, false, undefined, [{?BOB, [{1, <<N>>}], false}]}, Acc)
    end,
    Numbers = lists:seq(1, 2500),
    Sent = lists:foldl(fun(N, Acc) -> {{stored, 1}, _, With} = Send(N, Acc), With end, State, Numbers),
    Later = fun(Days, Acc) ->
        mailbox_clock:set(1700000000000 + Days * ?DAY_MS, Days * ?DAY_MS),
        steps(Acc)
    end,
    Kept = lists:foldl(Later, mailbox_bare_shard:commit(Sent), [1, 2, 3, 4]),
    ?assertEqual([], [N || N <- Numbers, element(1, element(1, Send(N, Kept))) =/= duplicate]).

-spec shrinking_leaves_what_matters_test() -> ok.
shrinking_leaves_what_matters_test() ->
    Fails = fun(Commands) -> lists:member(7, Commands) andalso lists:member(90, Commands) end,
    ?assertEqual([7, 90], mailbox_random:shrink(Fails, lists:seq(1, 100))).
