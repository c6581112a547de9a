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
