-module(mailbox_disk_tests).
-include_lib("eunit/include/eunit.hrl").

-define(MARK, 1000).

-spec disk_test_() -> term().
disk_test_() ->
    {foreach, fun open/0, fun close/1, [
        fun d10_below_the_mark_nothing_is_taken_until_there_is_a_tenth_more/1,
        fun d10_a_member_that_is_low_is_enough/1,
        fun what_cannot_be_measured_changes_nothing/1
    ]}.

d10_below_the_mark_nothing_is_taken_until_there_is_a_tenth_more(Free) ->
    fun() ->
        ?assertEqual([false, true, true, true, false, false], [look_at(Free, {ok, Bytes}) || Bytes <- [1000, 999, 1000, 1099, 1100, 1000]]),
        ?assertEqual({1000, false}, {mailbox_disk:free(), mailbox_capacity:is_full()}),
        true = look_at(Free, {ok, 0}),
        ?assert(mailbox_capacity:is_full()),
        ?assertNot(mailbox_capacity:is_memory_full())
    end.

d10_a_member_that_is_low_is_enough(Free) ->
    fun() ->
        ok = mailbox_cluster:configure({1, [node(), 'b@host', 'c@host']}),
        ?assertEqual([false, true, true, false], [after_word(Word, Free) || Word <- [{low, 'd@host'}, {low, 'b@host'}, other, {room, 'b@host'}]]),
        true = after_word({low, 'c@host'}, Free),
        ok = mailbox_cluster:configure({2, [node(), 'b@host']}),
        ?assertNot(look_at(Free, {ok, 1000}))
    end.

what_cannot_be_measured_changes_nothing(Free) ->
    fun() ->
        ?assertNot(look_at(Free, {error, no_df})),
        true = look_at(Free, {ok, 1}),
        ?assertEqual([true, true], [look_at(Free, {error, no_df}), look_at(Free, surprise)]),
        ?assertNot(look_at(Free, {ok, 2000}))
    end.

-spec no_mark_test_() -> term().
no_mark_test_() ->
    {setup, fun() -> open(0) end, fun close/1, fun(Free) -> ?_assertNot(look_at(Free, {ok, 0})) end}.

%% By what the machine says.
-spec the_disk_of_this_folder_test_() -> term().
the_disk_of_this_folder_test_() ->
    {setup, fun open_real/0, fun close/1, [
        ?_assert(mailbox_disk:free() > 0)
    ]}.

open() -> open(?MARK).

open(Mark) ->
    Free = ets:new(free, [public]),
    true = ets:insert(Free, {now, {ok, 2000}}),
    {ok, _} = mailbox_disk:start_link(Mark, fun() -> ets:lookup_element(Free, now, 2) end),
    Free.

open_real() ->
    _ = application:load(mnesia),
    ok = application:set_env(mnesia, dir, filename:join(filename:absname("."), "tables")),
    persistent_term:put({mailbox, settings}, #{min_free_disk => 0}),
    {ok, _} = mailbox_disk:start_link(),
    none.

close(_) ->
    ok = gen_server:stop(mailbox_disk),
    _ = persistent_term:erase({mailbox, disk}),
    _ = application:unset_env(mnesia, dir),
    mailbox_cluster:configure({0, []}).

look_at(Free, Measured) ->
    true = ets:insert(Free, {now, Measured}),
    mailbox_disk:look().

after_word(Word, Free) ->
    mailbox_disk ! Word,
    look_at(Free, {ok, 2000}).
