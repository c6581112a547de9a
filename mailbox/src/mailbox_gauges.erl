%% Numbers over all shards that are at work here, from memory: what every answer carries, and what the metrics show.
-module(mailbox_gauges).
-export([create/1, set/2, add/2, node/0, shard/1, busy/0, outbox_beside/1]).

-define(KEY, {mailbox, gauges}).
-define(SHARD, 4).
-define(OUTBOX, 3).

%% rows, bytes, outbox, marks of each shard; the same of all; then what is counted for the node.
-spec create(pos_integer()) -> ok.
create(Shards) ->
    Shared = atomics:new(Shards * ?SHARD + 16, [{signed, true}]),
    persistent_term:put(?KEY, {Shards, Shared}).

%% A shard's own numbers; zeros when it is at work elsewhere.
-spec set(mailbox_key:shard(), {integer(), integer(), integer(), integer()}) -> ok.
set(Shard, Values) ->
    {Shards, Ref} = persistent_term:get(?KEY),
    lists:foreach(
        fun(I) ->
            Value = element(I, Values),
            Before = atomics:exchange(Ref, Shard * ?SHARD + I, Value),
            atomics:add(Ref, Shards * ?SHARD + I, Value - Before)
        end,
        lists:seq(1, ?SHARD)
    ).

%% `untold': times that no client may have been told of rows, so that hints of them are missing.
-spec add(flushes | operations | failures | untold | {expired_before, integer()}, integer()) -> ok.
add({expired_before, Before}, _) ->
    {_, Ref} = persistent_term:get(?KEY),
    Index = index(expired_before),
    case atomics:get(Ref, Index) < Before of
        true -> atomics:put(Ref, Index, Before);
        false -> ok
    end;
add(What, Count) ->
    {_, Ref} = persistent_term:get(?KEY),
    atomics:add(Ref, index(What), Count).

%% rows, bytes, outbox, marks, flushes, time of the last expiry, operations, failures, wall clock, untold.
-spec node() -> tuple().
node() ->
    {Shards, Ref} = persistent_term:get(?KEY),
    Sums = [atomics:get(Ref, Shards * ?SHARD + I) || I <- lists:seq(1, ?SHARD)],
    Others = [atomics:get(Ref, index(What)) || What <- [flushes, expired_before, operations, failures]],
    list_to_tuple(Sums ++ Others ++ [mailbox_clock:now(), atomics:get(Ref, index(untold))]).

-spec shard(mailbox_key:shard()) -> {integer(), integer(), integer(), integer()}.
shard(Shard) ->
    {_, Ref} = persistent_term:get(?KEY),
    list_to_tuple([atomics:get(Ref, Shard * ?SHARD + I) || I <- lists:seq(1, ?SHARD)]).

%% Records of groups in all shards here but this one.
-spec outbox_beside(mailbox_key:shard()) -> integer().
outbox_beside(Shard) ->
    {Shards, Ref} = persistent_term:get(?KEY),
    atomics:get(Ref, Shards * ?SHARD + ?OUTBOX) - atomics:get(Ref, Shard * ?SHARD + ?OUTBOX).

%% Shards here that have records of groups or marks to be told.
-spec busy() -> [{mailbox_key:shard(), Outbox :: integer(), Marks :: integer()}].
busy() ->
    {Shards, _} = persistent_term:get(?KEY),
    [{Shard, Outbox, Marks} || Shard <- lists:seq(0, Shards - 1), {_, _, Outbox, Marks} <- [shard(Shard)], Outbox + Marks > 0].

index(What) ->
    {Shards, _} = persistent_term:get(?KEY),
    Offset = #{flushes => 1, expired_before => 2, operations => 3, failures => 4, untold => 5},
    (Shards + 1) * ?SHARD + maps:get(What, Offset).
