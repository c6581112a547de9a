%% Where the shards are at work.
-module(mailbox_cluster).
-export([configure/1, view/0, primary/1, primary/2, letters/3]).

-define(KEY, {mailbox, members}).

%% The current view; without members: none is, and no shard is at work.
-spec configure(mailbox_view_file:view()) -> ok.
configure({Number, Members}) ->
    {_, Before} = view(),
    persistent_term:put(?KEY, {Number, lists:sort(Members)}),
    told(Before, Number, Members).

told([], Number, [_ | _] = Members) -> logger:notice(#{what => ready, view => Number, members => lists:sort(Members)});
told([_ | _], Number, []) -> logger:notice(#{what => closed, view => Number});
told(_, _, _) -> ok.

-spec view() -> mailbox_view_file:view().
view() -> persistent_term:get(?KEY, {0, []}).

%% The member at which a shard is at work.
-spec primary(mailbox_key:shard()) -> node() | undefined.
primary(Shard) -> primary(Shard, view()).

-spec primary(mailbox_key:shard(), mailbox_view_file:view()) -> node() | undefined.
primary(_, {_, []}) -> undefined;
primary(Shard, {_, Members}) -> lists:nth(Shard rem length(Members) + 1, lists:sort(Members)).

%% To a shard, wherever it is, from the process that calls; may be lost.
-spec letters(mailbox_key:shard(), mailbox_key:shard(), [{pos_integer(), mailbox_letters:letter()}]) -> ok.
letters(To, From, Letters) ->
    case primary(To) of
        undefined ->
            ok;
        Node ->
            case mailbox_place:is_owned(To) of
                true ->
                    _ = erlang:send({mailbox_shard:name(To), Node}, {letters, From, self(), Letters}, [noconnect]),
                    ok;
                false ->
                    mailbox_links:letters(To, From, Letters)
            end
    end.
