%% Hands a shard's letters over to the other shards: in order, one batch at a time for each, again until they are answered.
-module(mailbox_relay).
-export([load/2, add/2, send/1, delivered/3, again/1]).
-export_type([relay/0]).

-type entry() :: {pos_integer(), mailbox_letters:letter()}.
-type lane() :: #{sent := [entry()], sent_at := integer(), queue := queue:queue(entry())}.
-type relay() :: {mailbox_key:shard(), #{mailbox_key:shard() => lane()}}.

-define(MAX_LETTERS, 256).
-define(AGAIN_MS, 1000).

-spec load(mailbox_key:shard(), [{mailbox_key:shard(), pos_integer(), mailbox_letters:letter()}]) -> relay().
load(Shard, Letters) -> add(Letters, {Shard, #{}}).

%% Durable ones; they leave with the next `send'.
-spec add([{mailbox_key:shard(), pos_integer(), mailbox_letters:letter()}], relay()) -> relay().
add(Letters, {Shard, Lanes}) -> {Shard, lists:foldl(fun add_letter/2, Lanes, Letters)}.

add_letter({To, Number, Letter}, Lanes) ->
    #{queue := Queue} = Lane = maps:get(To, Lanes, #{sent => [], sent_at => 0, queue => queue:new()}),
    Lanes#{To => Lane#{queue := queue:in({Number, Letter}, Queue)}}.

%% To every shard that has answered what it was handed before.
-spec send(relay()) -> relay().
send({Shard, Lanes}) ->
    {Shard, maps:map(fun(To, Lane) -> send(Shard, To, Lane) end, Lanes)}.

send(Shard, To, #{sent := [], queue := Queue} = Lane) ->
    {Now, Later} = queue:split(min(?MAX_LETTERS, queue:len(Queue)), Queue),
    hand_over(Shard, To, Lane#{sent := queue:to_list(Now), queue := Later});
send(_, _, Lane) ->
    Lane.

hand_over(_, _, #{sent := []} = Lane) ->
    Lane;
hand_over(Shard, To, #{sent := Letters} = Lane) ->
    mailbox_cluster:letters(To, Shard, Letters),
    Lane#{sent_at := erlang:monotonic_time(millisecond)}.

%% They are durable there. Returns which of them had not been known to be.
-spec delivered(mailbox_key:shard(), [pos_integer()], relay()) -> {[pos_integer()], relay()}.
delivered(From, Numbers, {Shard, Lanes}) ->
    case Lanes of
        #{From := #{sent := Sent} = Lane} ->
            {New, Left} = lists:partition(fun({Number, _}) -> lists:member(Number, Numbers) end, Sent),
            {[Number || {Number, _} <- New], keep(From, next(Shard, From, Lane#{sent := Left}, New =/= []), Shard, Lanes)};
        #{} ->
            {[], {Shard, Lanes}}
    end.

%% Another cell may have been handed the first ones alone.
next(Shard, To, #{sent := [_ | _]} = Lane, true) -> hand_over(Shard, To, Lane);
next(Shard, To, Lane, _) -> send(Shard, To, Lane).

keep(From, #{sent := []}, Shard, Lanes) -> {Shard, maps:remove(From, Lanes)};
keep(From, Lane, Shard, Lanes) -> {Shard, Lanes#{From := Lane}}.

%% Hands over once more what has not been answered for a while.
-spec again(relay()) -> relay().
again({Shard, Lanes}) ->
    Now = erlang:monotonic_time(millisecond),
    Again = fun
        (To, #{sent := [_ | _], sent_at := At} = Lane) when Now - At >= ?AGAIN_MS -> hand_over(Shard, To, Lane);
        (_, Lane) -> Lane
    end,
    {Shard, maps:map(Again, Lanes)}.
