%% The arbiter of groups: one order for a group's messages and roster entries.
-module(mailbox_groups).
-include("mailbox.hrl").
-export([post/2, roster/4, last_roster/2]).
-export_type([post/0]).

-type post() :: {
    post_group,
    Sender :: mailbox_key:address(),
    Group :: mailbox_key:id(),
    Id :: mailbox_key:id(),
    Roster :: non_neg_integer(),
    After :: integer(),
    Control :: boolean(),
    Data :: binary(),
    mailbox_runs:place()
}.

%% The tables may be an older copy of what was open last, and nothing in them can tell: what a group gets in this opening
%% stands above all that an opening before could have given out, at a million a second.
-define(SEQS_PER_MS, 1000).

-spec post(post(), #state{}) -> mailbox_operation:result().
post({post_group, Sender, _, Id, _, _, _, _, Place} = Post, State) ->
    case mailbox_runs:is_ended(Place, State) of
        true ->
            {done, {run_ended}, State};
        false ->
            case mailbox_inboxes:is_device(Sender, State) andalso mailbox_seen:find(mailbox_key:message(Sender, Id), State) of
                false -> {done, {unknown_device}, mailbox_runs:end_by(Place, State)};
                {Ts, Seq} -> {done, {duplicate, Seq, Ts}, State};
                undefined -> stamp(Post, find(element(3, Post), State), State)
            end
    end.

stamp({_, _, _, _, Roster, _, _, _, Place}, Found, State) when Found =:= undefined; element(3, Found) =/= Roster ->
    {done, {stale_group, number(Found)}, mailbox_runs:end_by(Place, State)};
stamp({_, Sender, Group, Id, _, After, Control, Data, Place}, Found, State) ->
    case is_full(State) of
        true ->
            {done, {store_full}, mailbox_runs:end_by(Place, State)};
        false ->
            {{Seq, Ts, _} = Stamp, With} = advance(Group, Found, After, State),
            Seen = mailbox_seen:add(mailbox_key:message(Sender, Id), Ts, Seq, With),
            {done, {stamped, Seq, Ts}, mailbox_outbox:add(Group, Stamp, {Sender, Id, Control}, Data, Seen)}
    end.

%% By what waits in all shards that are at work on this node.
is_full(#state{shard = Shard, outbox = Rows, limits = #{max_group_outbox_rows := Max}}) ->
    Rows + mailbox_gauges:outbox_beside(Shard) >= Max orelse mailbox_capacity:is_full().

%% Stamps the group's next roster entry. A repeat is answered as the first one was.
-spec roster(mailbox_key:id(), pos_integer(), binary(), #state{}) -> mailbox_operation:result().
roster(Group, Number, Entry, State) ->
    Found = find(Group, State),
    Last = number(Found),
    case mailbox_draft:get(c, {roster, Group, Number}, State) of
        {c, _, {Seq, Ts}} ->
            {done, {stamped, Seq, Ts}, State};
        undefined when Number =/= Last + 1 ->
            {done, {gap, Last}, State};
        undefined ->
            {{Seq, Ts, _} = Stamp, With} = advance(Group, renumbered(Found, Number, State), 0, State),
            Noted = mailbox_draft:put(c, {c, {roster, Group, Number}, {Seq, Ts}}, With),
            {done, {stamped, Seq, Ts}, mailbox_outbox:add(Group, Stamp, {undefined, undefined, false}, Entry, Noted)}
    end.

-spec last_roster(mailbox_key:id(), #state{}) -> mailbox_operation:result().
last_roster(Group, State) -> {done, {roster, number(find(Group, State))}, State}.

find(Group, #state{groups = Groups} = State) ->
    case Groups of
        #{Group := Known} ->
            Known;
        #{} ->
            case mailbox_draft:get(c, {group, Group}, State) of
                undefined -> undefined;
                {c, _, {Seq, Ts, Roster}} -> {max(Seq, lowest(State)), Ts, Roster}
            end
    end.

%% Above all before it in the group, and after what the sender has seen, but not far ahead of the clock (F19).
advance(Group, {Seq, Ts, Roster}, After, #state{groups = Groups, limits = #{max_time_ahead_ms := Ahead}} = State) ->
    Wall = mailbox_clock:now(),
    Next = {Seq + 1, lists:max([Wall, min(After + 1, Wall + Ahead), Ts + 1]), Roster},
    {Next, mailbox_draft:put(c, {c, {group, Group}, Next}, State#state{groups = Groups#{Group => Next}})}.

renumbered(undefined, Number, State) -> {lowest(State), 0, Number};
renumbered({Seq, Ts, _}, Number, _) -> {Seq, Ts, Number}.

lowest(#state{opened_at = OpenedAt}) -> OpenedAt * ?SEQS_PER_MS.

number(undefined) -> 0;
number({_, _, Roster}) -> Roster.
