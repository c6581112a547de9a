%% The rows of inboxes: the only place that adds or removes any, so that counters, cursors and totals stay right.
-module(mailbox_rows).
-include("mailbox.hrl").
-export([add/3, remove/4, is_full/4, note_missed/3, marker_read/2]).
-export([stored_at/1, size/1, sender_account/1, sender/1, id/1, kind/1, ts/1, seq/1]).
-export_type([row/0, new/0]).

-type row() :: {q, {mailbox_key:device(), pos_integer()}, Meta :: binary(), binary() | {body, pos_integer()}}.
-type new() :: {
    Kind :: 0..5,
    Sender :: mailbox_key:address() | undefined,
    Id :: mailbox_key:id() | undefined,
    Ts :: integer(),
    Envelope :: binary() | {body, pos_integer()}
}.

-define(NONE, <<0:128>>).

%% Adds it behind all others and answers its sequence number.
-spec add(#inbox{}, new(), #state{}) -> {pos_integer(), #state{}}.
add(#inbox{key = Device, last_seq = Last, last_stored_at = Before} = Inbox, {Kind, Sender, Id, Ts, Envelope}, State) ->
    Seq = Last + 1,
    StoredAt = max(mailbox_clock:now(), Before),
    Row = {q, {Device, Seq}, meta(Kind, Sender, Id, Ts, StoredAt), Envelope},
    Grown = count(Inbox#inbox{last_seq = Seq, last_stored_at = StoredAt}, sender_account(Row), 1, ?MODULE:size(Row)),
    Added = mailbox_draft:add_row(Device, Seq, Row, mailbox_inboxes:put(Grown, State)),
    {Seq, total(1, ?MODULE:size(Row), Added)}.

-spec meta(0..5, mailbox_key:address() | undefined, mailbox_key:id() | undefined, integer(), integer()) -> binary().
meta(Kind, undefined, Id, Ts, StoredAt) -> meta(Kind, {?NONE, 0}, Id, Ts, StoredAt);
meta(Kind, Sender, undefined, Ts, StoredAt) -> meta(Kind, Sender, ?NONE, Ts, StoredAt);
meta(Kind, {Account, Device}, Id, Ts, StoredAt) ->
    <<Kind, Account:16/binary, Device:32, Id:16/binary, Ts:64, StoredAt:64>>.

%% Removes rows and moves the cursor, never back.
-spec remove(#inbox{}, [row()], non_neg_integer(), #state{}) -> #state{}.
remove(#inbox{cursor = Cursor} = Inbox, Rows, UpTo, State) ->
    {Shrunk, Without} = lists:foldl(fun remove/2, {Inbox, State}, Rows),
    case UpTo > Cursor of
        true -> mailbox_inboxes:save(marker_read(Shrunk#inbox{cursor = UpTo}, UpTo), Without);
        false -> mailbox_inboxes:put(Shrunk, Without)
    end.

-spec remove(row(), {#inbox{}, #state{}}) -> {#inbox{}, #state{}}.
remove({q, Key, _, Envelope} = Row, {Inbox, State}) ->
    Bytes = ?MODULE:size(Row),
    Without = total(-1, -Bytes, mailbox_draft:delete(q, Key, State)),
    {count(Inbox, sender_account(Row), -1, -Bytes), mailbox_bodies:release(Envelope, Without)}.

-spec count(#inbox{}, mailbox_key:id(), integer(), integer()) -> #inbox{}.
count(#inbox{load = Load, senders = Senders} = Inbox, Sender, Rows, Bytes) ->
    Inbox#inbox{load = plus(Load, Rows, Bytes), senders = by_sender(Senders, Sender, Rows, Bytes)}.

by_sender(undefined, _, _, _) -> undefined;
by_sender(Senders, Sender, Rows, Bytes) -> Senders#{Sender => plus(maps:get(Sender, Senders, {0, 0}), Rows, Bytes)}.

plus(undefined, _, _) -> undefined;
plus({Rows, Bytes}, MoreRows, MoreBytes) -> {Rows + MoreRows, Bytes + MoreBytes}.

-spec total(integer(), integer(), #state{}) -> #state{}.
total(Rows, Bytes, State) -> State#state{rows = State#state.rows + Rows, bytes = State#state.bytes + Bytes}.

%% Whether so many more bytes of this account are too many (D10).
-spec is_full(#inbox{}, mailbox_key:id() | undefined, non_neg_integer(), #state{}) -> {boolean(), #inbox{}}.
is_full(Counting, Sender, Bytes, #state{limits = Limits} = State) ->
    #{max_inbox_rows := MaxRows, max_inbox_bytes := MaxBytes, max_sender_share := Share} = Limits,
    #inbox{load = {Rows, Size}} = Inbox = mailbox_inboxes:load(Counting, State),
    if
        %% Nobody can have more than a share before the inbox holds one.
        Rows + 1 =< MaxRows * Share, Size + Bytes =< MaxBytes * Share ->
            {false, Inbox};
        Rows + 1 > MaxRows; Size + Bytes > MaxBytes ->
            {true, Inbox};
        Sender =:= undefined ->
            {false, Inbox};
        true ->
            {{Own, OwnSize}, Counted} = mailbox_inboxes:load_from(Sender, Inbox, State),
            {Own + 1 > MaxRows * Share orelse OwnSize + Bytes > MaxBytes * Share, Counted}
    end.

%% One marker stands for all that does not fit until somebody has read it; what is missed after that gets another (D10).
-spec note_missed(#inbox{}, integer(), #state{}) -> #state{}.
note_missed(#inbox{missed = undefined} = Inbox, Ts, State) ->
    {Seq, Added} = add(Inbox, {?MISSED, undefined, undefined, Ts, mailbox_envelope:missed(1, Ts, Ts)}, State),
    With = mailbox_inboxes:any(Inbox#inbox.key, Added),
    mailbox_inboxes:put(With#inbox{missed = {Seq, 1, Ts, Ts}}, Added);
note_missed(#inbox{key = Device, missed = {Seq, Count, From, To}} = Inbox, Ts, State) ->
    {q, Key, Meta, Before} = mailbox_draft:get(q, {Device, Seq}, State),
    Last = max(To, Ts),
    Envelope = mailbox_envelope:missed(Count + 1, From, Last),
    Bytes = byte_size(Envelope) - byte_size(Before),
    Longer = count(Inbox#inbox{missed = {Seq, Count + 1, From, Last}}, ?NONE, 0, Bytes),
    total(0, Bytes, mailbox_inboxes:put(Longer, mailbox_draft:put(q, {q, Key, Meta, Envelope}, State))).

%% Rows up to `Seq' have been read: an open marker among them counts no further.
-spec marker_read(#inbox{}, non_neg_integer()) -> #inbox{}.
marker_read(#inbox{missed = {Seq, _, _, _}} = Inbox, UpTo) when Seq =< UpTo -> Inbox#inbox{missed = undefined};
marker_read(Inbox, _) -> Inbox.

-spec seq(row()) -> pos_integer().
seq({q, {_, Seq}, _, _}) -> Seq.

%% What it counts for in its inbox: a shared envelope counts for none.
-spec size(row()) -> non_neg_integer().
size({q, _, _, Envelope}) when is_binary(Envelope) -> byte_size(Envelope);
size(_) -> 0.

-spec kind(row()) -> 0..5.
kind({q, _, <<Kind, _/binary>>, _}) -> Kind.

%% Zeros: the server itself.
-spec sender_account(row()) -> mailbox_key:id().
sender_account({q, _, <<_, Account:16/binary, _/binary>>, _}) -> Account.

-spec sender(row()) -> mailbox_key:address().
sender({q, _, <<_, Account:16/binary, Device:32, _/binary>>, _}) -> {Account, Device}.

-spec id(row()) -> mailbox_key:id().
id({q, _, <<_, _:20/binary, Id:16/binary, _/binary>>, _}) -> Id.

-spec ts(row()) -> integer().
ts({q, _, <<_, _:36/binary, Ts:64, _/binary>>, _}) -> Ts.

-spec stored_at(binary()) -> integer().
stored_at(<<_, _:36/binary, _:64, StoredAt:64>>) -> StoredAt.
