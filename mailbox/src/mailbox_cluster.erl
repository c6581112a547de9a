%% Where the shards are at work.
-module(mailbox_cluster).
-export([configure/1, view/0, primary/1, primary/2, send/2]).

-define(KEY, {mailbox, members}).

%% The current view; without members: none is, and no shard is at work.
-spec configure(mailbox_view_file:view()) -> ok.
configure({Number, Members}) -> persistent_term:put(?KEY, {Number, lists:sort(Members)}).

-spec view() -> mailbox_view_file:view().
view() -> persistent_term:get(?KEY, {0, []}).

%% The member at which a shard is at work.
-spec primary(mailbox_key:shard()) -> node() | undefined.
primary(Shard) -> primary(Shard, view()).

-spec primary(mailbox_key:shard(), mailbox_view_file:view()) -> node() | undefined.
primary(_, {_, []}) -> undefined;
primary(Shard, {_, Members}) -> lists:nth(Shard rem length(Members) + 1, lists:sort(Members)).

%% To a shard, wherever it is; may be lost.
-spec send(mailbox_key:shard(), term()) -> ok.
send(Shard, Message) ->
    case primary(Shard) of
        undefined ->
            ok;
        Node ->
            _ = erlang:send({mailbox_shard:name(Shard), Node}, Message, [noconnect]),
            ok
    end.
