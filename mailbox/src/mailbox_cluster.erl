%% Where the shards are at work.
-module(mailbox_cluster).
-export([configure/1, view/0, primary/1, send/2, flush_everywhere/0]).

-define(KEY, {mailbox, members}).

%% The members of the current view, with the view's number.
-spec configure({non_neg_integer(), [node()]}) -> ok.
configure({Number, Members}) -> persistent_term:put(?KEY, {Number, lists:sort(Members)}).

-spec view() -> {non_neg_integer(), [node()]}.
view() -> persistent_term:get(?KEY).

%% The member at which a shard is at work.
-spec primary(mailbox_key:shard()) -> node().
primary(Shard) ->
    {_, Members} = view(),
    lists:nth(Shard rem length(Members) + 1, Members).

%% To a shard, wherever it is; may be lost.
-spec send(mailbox_key:shard(), term()) -> ok.
send(Shard, Message) ->
    _ = erlang:send({mailbox_shard:name(Shard), primary(Shard)}, Message, [noconnect]),
    ok.

-spec flush_everywhere() -> ok.
flush_everywhere() -> mailbox_flush:local().
