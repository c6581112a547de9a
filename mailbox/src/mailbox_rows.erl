%% The rows of inboxes: the only place that adds or removes any, so that counters, cursors and totals stay right.
-module(mailbox_rows).
-include("mailbox.hrl").
-export([add/3, remove/4, is_full/4, note_missed/3, marker_read/2, inline/1, packed/1]).
-export([stored_at/1, size/1, sender_account/1, sender/1, id/1, kind/1, ts/1, seq/1, envelope/1]).
-export_type([row/0, new/0]).

%% All there is of a row is one binary.
-type row() :: {q, mailbox_key:row(), binary()}.
-type new() :: {
    Kind :: 1..6,
    Sender :: mailbox_key:address() | undefined,
    Id :: mailbox_key:id() | undefined,
    Ts :: integer(),
    %% Shared by the rows of a group's message, and by no others.
    Envelope :: binary() | {body, pos_integer()}
}.

-define(NONE, <<0:128>>).
%% These come from the server itself.
-define(HAS_SENDER(Kind), (Kind =/= ?RECEIPT andalso Kind =/= ?MISSED)).
-define(IS_SHARED(Kind), (Kind =:= ?GROUP orelse Kind =:= ?GROUP_CONTROL)).
%% Kind and both times; what comes before an envelope where there is a sender, and where there is none.
-define(TIMES, 14).
-define(LONG, 51).
-define(SHORT, 15).
-define(INLINE_BYTES, 1024).

%% Adds it behind all others and answers its sequence number.
-spec add(#inbox{}, new(), #state{}) -> {pos_integer(), #state{}}.
add(#inbox{number = Number, last_seq = Last, last_stored_at = Before} = Inbox, {Kind, Sender, Id, Ts, Envelope}, State) ->
    Seq = Last + 1,
    %% A message's own time is what several clocks agree on: where this node's is far behind, nothing would be kept (D12).
    StoredAt = lists:max([mailbox_clock:now(), Before, Ts]),
    Row = {q, mailbox_key:row(Number, Seq), pack(Kind, Sender, Id, Ts, StoredAt, Envelope)},
    Grown = count(Inbox#inbox{last_seq = Seq, last_stored_at = StoredAt}, sender_account(Row), 1, ?MODULE:size(Row)),
    Added = mailbox_draft:add_row(Number, Seq, inline(Row), mailbox_inboxes:put(Grown, State)),
    {Seq, total(1, ?MODULE:size(Row), Added)}.

-spec pack(
    1..6, mailbox_key:address() | undefined, mailbox_key:id() | undefined, integer(), integer(), binary() | {body, pos_integer()}
) -> binary().
pack(Kind, _, _, Ts, StoredAt, Envelope) when not ?HAS_SENDER(Kind) -> <<Kind, StoredAt:56, Ts:56, Envelope/binary>>;
pack(Kind, undefined, Id, Ts, StoredAt, Envelope) -> pack(Kind, {?NONE, 0}, Id, Ts, StoredAt, Envelope);
pack(Kind, Sender, undefined, Ts, StoredAt, Envelope) -> pack(Kind, Sender, ?NONE, Ts, StoredAt, Envelope);
pack(Kind, {Account, Device}, Id, Ts, StoredAt, {body, Body}) ->
    <<Kind, StoredAt:56, Ts:56, Account:16/binary, Device:32, Id:16/binary, Body:48>>;
pack(Kind, {Account, Device}, Id, Ts, StoredAt, Envelope) ->
    <<Kind, StoredAt:56, Ts:56, Account:16/binary, Device:32, Id:16/binary, Envelope/binary>>.

%% Removes rows and moves the cursor, never back.
-spec remove(#inbox{}, [row()], non_neg_integer(), #state{}) -> #state{}.
remove(#inbox{cursor = Cursor} = Inbox, Rows, UpTo, State) ->
    {Shrunk, Without} = lists:foldl(fun remove/2, {Inbox, State}, Rows),
    case UpTo > Cursor of
        true -> mailbox_inboxes:save(marker_read(Shrunk#inbox{cursor = UpTo}, UpTo), Without);
        false -> mailbox_inboxes:put(Shrunk, Without)
    end.

-spec remove(row(), {#inbox{}, #state{}}) -> {#inbox{}, #state{}}.
remove({q, Key, _} = Row, {Inbox, State}) ->
    Bytes = ?MODULE:size(Row),
    Without = total(-1, -Bytes, mailbox_draft:delete(q, Key, State)),
    {count(Inbox, sender_account(Row), -1, -Bytes), mailbox_bodies:release(envelope(Row), Without)}.

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
note_missed(#inbox{number = Number, missed = {Seq, Count, From, To}} = Inbox, Ts, State) ->
    {q, Key, _} = Row = mailbox_draft:get(q, mailbox_key:row(Number, Seq), State),
    Last = max(To, Ts),
    Envelope = mailbox_envelope:missed(Count + 1, From, Last),
    Bytes = byte_size(Envelope) - ?MODULE:size(Row),
    New = {q, Key, pack(?MISSED, undefined, undefined, ts(Row), stored_at(Row), Envelope)},
    Longer = count(Inbox#inbox{missed = {Seq, Count + 1, From, Last}}, ?NONE, 0, Bytes),
    total(0, Bytes, mailbox_inboxes:put(Longer, mailbox_draft:put(q, inline(New), State))).

%% Rows up to `Seq' have been read: an open marker among them counts no further.
-spec marker_read(#inbox{}, non_neg_integer()) -> #inbox{}.
marker_read(#inbox{missed = {Seq, _, _, _}} = Inbox, UpTo) when Seq =< UpTo -> Inbox#inbox{missed = undefined};
marker_read(Inbox, _) -> Inbox.

%% As it lies in its table. A binary of more than 64 bytes would stand outside, with 90 bytes of overhead: a number stands in the
%% row itself. Large ones stay outside, because a row is copied whenever it is looked at.
-spec inline(row()) -> {q, mailbox_key:row(), binary() | pos_integer()}.
inline({q, Key, Packed}) when byte_size(Packed) > 64, byte_size(Packed) =< ?INLINE_BYTES ->
    {q, Key, binary:decode_unsigned(Packed)};
inline(Row) ->
    Row.

-spec packed(tuple()) -> tuple().
packed({q, Key, Number}) when is_integer(Number) -> {q, Key, binary:encode_unsigned(Number)};
packed(Record) -> Record.

-spec seq(row()) -> pos_integer().
seq({q, Key, _}) -> mailbox_key:seq(Key).

-spec envelope(row()) -> binary() | {body, pos_integer()}.
envelope({q, _, <<Kind, _:50/binary, Body:48>>}) when ?IS_SHARED(Kind) -> {body, Body};
envelope({q, _, <<Kind, _:50/binary, Envelope/binary>>}) when ?HAS_SENDER(Kind) -> Envelope;
envelope({q, _, <<_, _:?TIMES/binary, Envelope/binary>>}) -> Envelope.

%% What it counts for in its inbox: a shared envelope counts for none.
-spec size(row()) -> non_neg_integer().
size({q, _, <<Kind, _/binary>>}) when ?IS_SHARED(Kind) -> 0;
size({q, _, <<Kind, _/binary>> = Packed}) when ?HAS_SENDER(Kind) -> byte_size(Packed) - ?LONG;
size({q, _, Packed}) -> byte_size(Packed) - ?SHORT.

-spec kind(row()) -> 1..6.
kind({q, _, <<Kind, _/binary>>}) -> Kind.

%% Zeros: the server itself. These are copies: parts of a row that somebody keeps would keep all of it.
-spec sender_account(row()) -> mailbox_key:id().
sender_account(Row) -> element(1, sender(Row)).

-spec sender(row()) -> mailbox_key:address() | {mailbox_key:id(), 0}.
sender({q, _, <<Kind, _:?TIMES/binary, Account:16/binary, Device:32, _/binary>>}) when ?HAS_SENDER(Kind) ->
    {binary:copy(Account), Device};
sender(_) ->
    {?NONE, 0}.

-spec id(row()) -> mailbox_key:id().
id({q, _, <<Kind, _:34/binary, Id:16/binary, _/binary>>}) when ?HAS_SENDER(Kind) -> binary:copy(Id);
id(_) -> ?NONE.

-spec ts(row()) -> integer().
ts({q, _, <<_, _:56, Ts:56, _/binary>>}) -> Ts.

-spec stored_at(row()) -> integer().
stored_at({q, _, <<_, StoredAt:56, _/binary>>}) -> StoredAt.
