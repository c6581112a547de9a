-module(mailbox_capacity_tests).
-include_lib("eunit/include/eunit.hrl").

-define(ALICE, <<1:128>>).
-define(BOB, <<2:128>>).

-spec d10_above_the_mark_nothing_is_taken_test_() -> term().
d10_above_the_mark_nothing_is_taken_test_() -> {spawn, fun above_the_mark_nothing_is_taken/0}.

above_the_mark_nothing_is_taken() ->
    {_, One} = mailbox_bare_shard:finish({set_devices, ?ALICE, 1, [1]}, mailbox_bare_shard:open()),
    {_, State} = mailbox_bare_shard:finish({set_devices, ?BOB, 1, [1]}, One),
    Append = {append, {?ALICE, 1}, <<1:128>>, 1, false, undefined, [{?BOB, [{1, <<"text">>}], false}]},
    Take = fun() -> element(1, element(1, mailbox_bare_shard:run(Append, State))) end,
    mailbox_capacity:configure(1),
    ?assertEqual([store_full, store_full], [Take(), Take()]),
    mailbox_capacity:configure(1 bsl 60),
    ?assertEqual([stored, stored], [Take(), Take()]),
    mailbox_capacity:configure(infinity),
    ?assertEqual(stored, Take()).

%% It is asked for every message, and memory is counted by all schedulers.
-spec the_mark_is_looked_at_once_in_a_moment_test() -> ok.
the_mark_is_looked_at_once_in_a_moment_test() ->
    mailbox_capacity:configure(1 bsl 60),
    false = mailbox_capacity:is_full(),
    1 = erlang:trace_pattern({erlang, memory, 1}, true, [call_count]),
    _ = [false = mailbox_capacity:is_full() || _ <- lists:seq(1, 1000)],
    {call_count, Looks} = erlang:trace_info({erlang, memory, 1}, call_count),
    _ = erlang:trace_pattern({erlang, memory, 1}, false, [call_count]),
    mailbox_capacity:configure(infinity),
    ?assert(Looks < 100).
