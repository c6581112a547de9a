%% What waits to be published, and who has it.
-module(mailbox_outbox_tests).
-include_lib("eunit/include/eunit.hrl").

-define(GROUP, <<7:128>>).
%% As long as a taker has what it took, and then others have the first word.
-define(HELD_MS, 3000).
-define(OTHERS_MS, 1500).

-spec outbox_test_() -> term().
outbox_test_() ->
    [
        {spawn, fun one_taker_at_a_time/0},
        {spawn, fun whoever_does_not_drop_has_it_for_a_while/0},
        {spawn, fun whoever_cannot_publish_gives_way/0},
        {spawn, fun whoever_goes_on_late_need_not_give_way/0}
    ].

one_taker_at_a_time() ->
    {[1, 2], Taken} = take(1, 0, posted(3, mailbox_bare_shard:open()), 2),
    {[], Same} = take(2, 0, Taken),
    {[3], Further} = take(1, 2, Same),
    {[], Still} = take(2, 0, drop(2, Further)),
    {[4], _} = take(2, 0, posted(4, drop(3, Still))),
    ok.

whoever_does_not_drop_has_it_for_a_while() ->
    {[1, 2], Taken} = take(1, 0, posted(2, mailbox_bare_shard:open())),
    at(?HELD_MS - 1),
    {[], Still} = take(2, 0, Taken),
    at(?HELD_MS),
    {[1, 2], _} = take(2, 0, Still),
    ok.

%% A taker that cannot publish asks again and again.
whoever_cannot_publish_gives_way() ->
    {[1], Taken} = take(1, 0, posted(1, mailbox_bare_shard:open())),
    at(?HELD_MS - 1),
    {[1], Again} = take(1, 0, Taken),
    at(?HELD_MS),
    {[], Waiting} = take(1, 0, Again),
    {[1], _} = take(2, 0, Waiting),
    at(?HELD_MS + ?OTHERS_MS),
    {[1], _} = take(1, 0, Waiting),
    ok.

whoever_goes_on_late_need_not_give_way() ->
    {[1], Taken} = take(1, 0, posted(1, mailbox_bare_shard:open())),
    at(?HELD_MS),
    {[2], Further} = take(1, 1, posted(2, Taken)),
    {[], _} = take(2, 0, Further),
    ok.

%% After an outage of what publishes them tens of thousands wait, and the shard has inboxes to serve besides.
-spec many_that_wait_cost_nothing_test_() -> term().
many_that_wait_cost_nothing_test_() -> {timeout, 60, {spawn, fun many_that_wait_cost_nothing/0}}.

many_that_wait_cost_nothing() ->
    Few = mailbox_bare_shard:commit(posted(100, mailbox_bare_shard:open())),
    Early = work(Few),
    Many = mailbox_bare_shard:commit(lists:foldl(fun posted_next/2, Few, lists:seq(101, 20000))),
    ?assert(work(Many) < 3 * Early).

posted_next(Number, State) ->
    {_, [], With} = mailbox_bare_shard:run({post_roster, ?GROUP, Number, <<"entry">>}, State),
    With.

%% Of taking some and dropping them.
work(State) ->
    {reductions, Before} = process_info(self(), reductions),
    {Taken, With} = take(1, 0, State, 10),
    _ = drop(lists:last(Taken), With),
    {reductions, After} = process_info(self(), reductions),
    After - Before.

at(Ms) -> mailbox_clock:set(mailbox_clock:now(), Ms).

%% Roster entries up to this number.
posted(Number, State) ->
    {_, [], With} = mailbox_bare_shard:run({post_roster, ?GROUP, Number, <<"entry">>}, earlier(Number, State)),
    With.

earlier(1, State) -> State;
earlier(Number, State) -> posted(Number - 1, State).

take(Taker, After, State) -> take(Taker, After, State, 100).

take(Taker, After, State, Limit) ->
    {{records, Records}, [], With} = mailbox_bare_shard:run({outbox, After, Limit, Taker}, State),
    {[element(1, Record) || Record <- Records], With}.

drop(UpTo, State) ->
    {{dropped}, [], With} = mailbox_bare_shard:run({drop_outbox, UpTo}, State),
    With.
