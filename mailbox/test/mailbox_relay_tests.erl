-module(mailbox_relay_tests).
-include_lib("eunit/include/eunit.hrl").

-spec waits_for_all_rows_test() -> ok.
waits_for_all_rows_test() ->
    Row = {<<1:128>>, 1, 7, 1, undefined},
    Waiting = mailbox_waiting:add(nobody, {stored, 5}, [{letter, 3}, Row, {letter, 4}], [3, 4], mailbox_waiting:new()),
    {[], Half} = mailbox_waiting:delivered([{4, [b]}], Waiting),
    ?assertMatch({[{nobody, {stored, 5, [a, Row, b]}}], _}, mailbox_waiting:delivered([{3, [a]}], Half)).

-spec what_comes_twice_counts_once_test() -> ok.
what_comes_twice_counts_once_test() ->
    Waiting = mailbox_waiting:add(nobody, {acked, 1}, [{letter, 1}, {letter, 2}], [1, 2], mailbox_waiting:new()),
    {[], Half} = mailbox_waiting:delivered([{1, [a]}], Waiting),
    {[], Same} = mailbox_waiting:delivered([{1, [a]}], Half),
    ?assertMatch({[{nobody, {acked, 1, [a, b]}}], _}, mailbox_waiting:delivered([{2, [b]}], Same)).

-spec what_nobody_hears_of_is_counted_test() -> ok.
what_nobody_hears_of_is_counted_test() ->
    Waiting = mailbox_waiting:add(nobody, {acked, 1}, [{letter, 5}], [5], mailbox_waiting:new()),
    ?assertEqual(0, mailbox_waiting:untold([5], [{4, [a]}, {5, [b]}], Waiting)),
    ?assertEqual(1, mailbox_waiting:untold([4, 5], [{4, [a]}, {5, [b]}], Waiting)),
    ?assertEqual(1, mailbox_waiting:untold([5], [{5, repeated}], Waiting)),
    ?assertMatch({[{nobody, {acked, 1, []}}], _}, mailbox_waiting:delivered([{5, repeated}], Waiting)).

-spec a_letter_is_delivered_once_test() -> ok.
a_letter_is_delivered_once_test() ->
    _ = mailbox_bare_shard:open(2),
    Relay = mailbox_relay:send(mailbox_relay:load(0, [{1, 4, letter}, {1, 5, letter}])),
    {[4], Less} = mailbox_relay:delivered(1, [4], Relay),
    ?assertMatch({[5], _}, mailbox_relay:delivered(1, [4, 5], Less)).
