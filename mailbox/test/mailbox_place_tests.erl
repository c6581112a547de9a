%% Shards that leave, and what a shard knows of accounts of another cell.
-module(mailbox_place_tests).
-include_lib("eunit/include/eunit.hrl").
-include("mailbox.hrl").

-define(TO, <<"10.0.1.1:7410">>).

-spec a_shard_leaves_once_test_() -> term().
a_shard_leaves_once_test_() -> {spawn, fun a_shard_leaves_once/0}.

a_shard_leaves_once() ->
    State = open(1),
    ?assertMatch({{place, 1}, _, _}, mailbox_bare_shard:run({where}, State)),
    ?assertMatch({{no_such_cell}, _, _}, mailbox_bare_shard:run({leave, 1, <<"10.0.9.9:7410">>}, State)),
    ?assertMatch({{not_owned}, _, _}, mailbox_bare_shard:run({leave, 2, ?TO}, State)),
    ?assertMatch({{not_reached}, _, _}, mailbox_bare_shard:run({leave, 1, ?TO}, State)),
    mailbox_links:seen(2, {1, <<"node">>, [<<"node">>], <<0:32>>}),
    {{leaving}, _, Left} = mailbox_bare_shard:run({leave, 1, ?TO}, State),
    ?assertMatch({{not_owned}, _, _}, mailbox_bare_shard:run({leave, 1, ?TO}, Left)),
    ?assert(mailbox_place:is_owned(0)),
    _ = mailbox_bare_shard:commit(Left),
    ?assertEqual({leaving, 1, ?TO}, mailbox_place:get(0)),
    ?assertEqual({<<0:32>>, {0, 1}}, {mailbox_place:terms(), mailbox_place:counts()}).

-spec d3_what_cannot_be_checked_here_ends_its_run_test_() -> term().
d3_what_cannot_be_checked_here_ends_its_run_test_() -> {spawn, fun d3_what_cannot_be_checked_here_ends_its_run/0}.

d3_what_cannot_be_checked_here_ends_its_run() ->
    Here = of_shard(0, 1),
    There = of_shard(1, 1),
    {_, State} = mailbox_bare_shard:finish({set_devices, Here, 1, [1]}, open(2)),
    #{c := Other} = mailbox_schema:tables(1),
    %% Rows that are still to be dropped count for nothing.
    ets:insert(Other, [{c, {account, There}, {1, [1]}}, mailbox_place:record({gone, 1})]),
    Append = fun(Id, Place) -> {append, {There, 1}, <<Id:128>>, 1000, false, Place, [{Here, [{1, <<"text">>}], false}]} end,
    Knowing = fun(Plain, Known) -> list_to_tuple(tuple_to_list(Plain) ++ [[{There, Known}]]) end,
    ?assertMatch({{stored, _}, _, _}, mailbox_bare_shard:run(Knowing(Append(1, undefined), {2, [1]}), State)),
    ?assertMatch({{unknown_device}, _, _}, mailbox_bare_shard:run(Knowing(Append(2, undefined), {2, [3]}), State)),
    ?assertMatch({{unknown_device}, _, _}, mailbox_bare_shard:run(Knowing(Append(3, undefined), undefined), State)),
    {Refused, _, After} = mailbox_bare_shard:run(Append(4, {7, 0}), State),
    ?assertEqual({error, elsewhere}, Refused),
    ?assertMatch({{run_ended}, _, _}, mailbox_bare_shard:run(Knowing(Append(5, {7, 1}), {2, [1]}), After)),
    {_, _, Later} = mailbox_bare_shard:run(Knowing(Append(6, undefined), {2, [1]}), State),
    ?assertMatch({{error, elsewhere}, _, _}, mailbox_bare_shard:run(Append(7, undefined), Later)).

open(Shards) ->
    persistent_term:put({mailbox, settings}, #{cells => [[{"10.0.0.1", 7410}], [{"10.0.1.1", 7410}]]}),
    persistent_term:put({mailbox, alone}, false),
    ets:new(mailbox_routes, [named_table, public]),
    mailbox_bare_shard:open(Shards).

of_shard(Shard, N) ->
    case shard_of_two(<<N:128>>) of
        Shard -> <<N:128>>;
        _ -> of_shard(Shard, N + 1)
    end.

shard_of_two(Id) -> erlang:crc32(Id) rem 2.
