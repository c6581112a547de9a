%% The arbiter of groups: one order for a group's messages and roster entries, and the records that wait to be fanned out.
-module(mailbox_groups).
-include("mailbox.hrl").
-export([post/2, roster/4, last_roster/2, outbox/3, drop_outbox/2, load_outbox/1]).
-export_type([post/0, group_record/0]).

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
%% Position, group, seq, time, roster, sender and id (undefined: a roster entry), control, data.
-type group_record() :: {
    pos_integer(),
    mailbox_key:id(),
    pos_integer(),
    integer(),
    non_neg_integer(),
    mailbox_key:address() | undefined,
    mailbox_key:id() | undefined,
    boolean(),
    binary()
}.

%% The tables may be an older copy of what was open last, and nothing in them can tell: what a group gets in this opening
%% stands above all that an opening before could have given out, at a million a second.
-define(SEQS_PER_MS, 1000).
%% Data of one answer.
-define(MAX_PAGE_BYTES, 1048576).

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
            {{Seq, Ts, _}, With} = advance(Group, Found, After, State),
            Seen = mailbox_seen:add(mailbox_key:message(Sender, Id), Ts, Seq, With),
            {done, {stamped, Seq, Ts}, keep(Group, {Sender, Id, Control}, Data, Seen)}
    end.

is_full(#state{outbox = Rows, limits = #{max_group_outbox_rows := Max}}) ->
    Rows >= Max orelse mailbox_capacity:is_full().

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
            {{Seq, Ts, _}, With} = advance(Group, renumbered(Found, Number), 0, State),
            Noted = mailbox_draft:put(c, {c, {roster, Group, Number}, {Seq, Ts}}, With),
            {done, {stamped, Seq, Ts}, keep(Group, {undefined, undefined, false}, Entry, Noted)}
    end.

-spec last_roster(mailbox_key:id(), #state{}) -> mailbox_operation:result().
last_roster(Group, State) -> {done, {roster, number(find(Group, State))}, State}.

%% Records above a position that have not been dropped.
-spec outbox(non_neg_integer(), pos_integer(), #state{}) -> mailbox_operation:result().
outbox(After, Limit, State) ->
    {done, {records, page(After, Limit, ?MAX_PAGE_BYTES, State)}, State}.

-spec drop_outbox(pos_integer(), #state{}) -> mailbox_operation:result().
drop_outbox(UpTo, State) ->
    Drop = fun(Position, #state{outbox = Rows} = Acc) ->
        mailbox_draft:delete(q, {outbox, Position}, Acc#state{outbox = Rows - 1})
    end,
    {done, {dropped}, lists:foldl(Drop, State, [P || P <- positions(0, State), P =< UpTo])}.

%% Rows, and the last position ever given out.
-spec load_outbox(mailbox_schema:tables()) -> {non_neg_integer(), non_neg_integer()}.
load_outbox(#{q := Rows, c := Table}) ->
    Count = ets:select_count(Rows, [{{q, {outbox, '_'}, '_'}, [], [true]}]),
    case ets:lookup(Table, {meta, outbox}) of
        [{c, _, Last}] -> {Count, Last};
        [] -> {Count, 0}
    end.

page(After, Limit, Bytes, State) ->
    take(positions(After, State), Limit, Bytes, State).

take([Position | Positions], Left, Bytes, State) when Left > 0, Bytes > 0 ->
    {q, _, {Group, Seq, Ts, Roster, Sender, Id, Control, Data}} = mailbox_draft:get(q, {outbox, Position}, State),
    Record = {Position, Group, Seq, Ts, Roster, Sender, Id, Control, Data},
    [Record | take(Positions, Left - 1, Bytes - byte_size(Data), State)];
take(_, _, _, _) ->
    [].

%% Of stored records and of those that the batch adds.
positions(After, #state{outbox_position = Last} = State) ->
    [P || P <- following(After, State), mailbox_draft:get(q, {outbox, P}, State) =/= undefined] ++
        [P || P <- added(State), P > After, P =< Last].

following(After, #state{tables = #{q := Table}}) -> stored(ets:next(Table, {outbox, After}), Table).

stored({outbox, Position} = Key, Table) -> [Position | stored(ets:next(Table, Key), Table)];
stored(_, _) -> [].

added(#state{writes = Writes, tables = #{q := Table}}) ->
    lists:sort([P || {{q, {outbox, P}}, Record} <- maps:to_list(Writes), Record =/= undefined, not ets:member(Table, {outbox, P})]).

keep(Group, {Sender, Id, Control}, Data, #state{outbox_position = Last, outbox = Rows} = State) ->
    {Seq, Ts, Roster} = find(Group, State),
    Position = Last + 1,
    Counted = mailbox_draft:put(c, {c, {meta, outbox}, Position}, State#state{outbox_position = Position, outbox = Rows + 1}),
    mailbox_draft:put(q, {q, {outbox, Position}, {Group, Seq, Ts, Roster, Sender, Id, Control, Data}}, Counted).

find(Group, #state{groups = Groups, opened_at = OpenedAt} = State) ->
    case Groups of
        #{Group := Known} ->
            Known;
        #{} ->
            case mailbox_draft:get(c, {group, Group}, State) of
                undefined -> undefined;
                {c, _, {Seq, Ts, Roster}} -> {max(Seq, OpenedAt * ?SEQS_PER_MS), Ts, Roster}
            end
    end.

%% Above all before it in the group, and after what the sender has seen, but not far ahead of the clock (F19).
advance(Group, undefined, After, State) ->
    advance(Group, {0, 0, 0}, After, State);
advance(Group, {Seq, Ts, Roster}, After, #state{groups = Groups, limits = #{max_time_ahead_ms := Ahead}} = State) ->
    Wall = mailbox_clock:now(),
    Next = {Seq + 1, lists:max([Wall, min(After + 1, Wall + Ahead), Ts + 1]), Roster},
    {Next, mailbox_draft:put(c, {c, {group, Group}, Next}, State#state{groups = Groups#{Group => Next}})}.

renumbered(undefined, Number) -> {0, 0, Number};
renumbered({Seq, Ts, _}, Number) -> {Seq, Ts, Number}.

number(undefined) -> 0;
number({_, _, Roster}) -> Roster.
