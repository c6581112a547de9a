%% Accounts and inboxes as a batch sees them. What has been looked at is kept in memory and can be forgotten at any time.
-module(mailbox_inboxes).
-include("mailbox.hrl").
-compile({no_auto_import, [put/2]}).
-export([account/2, is_device/2, find/2, any/2, device/2, put/2, save/2, add/2, renew/1, epoch/2, load/2, load_from/3, forget/1]).

%% Inboxes kept in memory by one shard, about 300 bytes each.
-define(KEPT, 20000).

%% Version of the device list and its devices, ascending. Of other shards of this cell too: every member has a copy of all tables.
%% Throws when that is to be asked of another cell.
-spec account(mailbox_key:id(), #state{}) -> {pos_integer(), [pos_integer()]} | undefined.
account(Account, #state{shard = Shard} = State) ->
    Record =
        case mailbox_key:shard(Account) of
            Shard -> mailbox_draft:get(c, {account, Account}, State);
            Other -> elsewhere(Other, Account, State)
        end,
    case Record of
        undefined -> undefined;
        {c, _, Value} -> Value
    end.

-spec elsewhere(mailbox_key:shard(), mailbox_key:id(), #state{}) -> tuple() | undefined.
elsewhere(Shard, Account, #state{known = Known}) ->
    #{c := Table} = mailbox_schema:tables(Shard),
    case mailbox_place:holds(Shard) of
        true -> first(ets:lookup(Table, {account, Account}));
        false when is_map_key(Account, Known) -> known(maps:get(Account, Known));
        false -> throw(elsewhere)
    end.

first([Record]) -> Record;
first([]) -> undefined.

known(undefined) -> undefined;
known(List) -> {c, known, List}.

-spec is_device(mailbox_key:address(), #state{}) -> boolean().
is_device({Account, Device}, State) ->
    case account(Account, State) of
        undefined -> false;
        {_, Devices} -> lists:member(Device, Devices)
    end.

%% The inbox of a device that its account has.
-spec find(mailbox_key:device(), #state{}) -> #inbox{} | undefined.
find(Device, State) ->
    case is_device({mailbox_key:account(Device), mailbox_key:number(Device)}, State) of
        true -> any(Device, State);
        false -> undefined
    end.

%% Also one whose device is gone.
-spec any(mailbox_key:device(), #state{}) -> #inbox{} | undefined.
any(Device, #state{inboxes = Inboxes} = State) ->
    case Inboxes of
        #{Device := Inbox} -> Inbox;
        #{} -> stored(Device, mailbox_draft:get(c, {inbox, Device}, State), State)
    end.

-spec stored(mailbox_key:device(), tuple() | undefined, #state{}) -> #inbox{} | undefined.
stored(_, undefined, _) ->
    undefined;
stored(Device, {c, _, {Number, Half, Cursor, ConnectionEpoch}}, State) ->
    Inbox = #inbox{
        key = Device,
        number = Number,
        half = Half,
        cursor = Cursor,
        connection_epoch = ConnectionEpoch,
        last_seq = Cursor,
        last_stored_at = 0
    },
    case mailbox_draft:last_seq(Number, State) of
        undefined ->
            Inbox#inbox{load = {0, 0}};
        Seq ->
            Row = mailbox_draft:get(q, mailbox_key:row(Number, Seq), State),
            Inbox#inbox{last_seq = max(Seq, Cursor), last_stored_at = mailbox_rows:stored_at(Row)}
    end.

%% Whose inbox has this number.
-spec device(mailbox_key:inbox(), #state{}) -> mailbox_key:device().
device(Number, State) -> element(3, mailbox_draft:get(c, {device, Number}, State)).

-spec put(#inbox{}, #state{}) -> #state{}.
put(#inbox{key = Device} = Inbox, #state{inboxes = Inboxes} = State) ->
    State#state{inboxes = Inboxes#{Device => Inbox}}.

%% Also writes what must outlive the process.
-spec save(#inbox{}, #state{}) -> #state{}.
save(#inbox{key = Device, number = Number, half = Half, cursor = Cursor, connection_epoch = Epoch} = Inbox, State) ->
    put(Inbox, mailbox_draft:put(c, {c, {inbox, Device}, {Number, Half, Cursor, Epoch}}, State)).

-spec add(mailbox_key:device(), #state{}) -> #state{}.
add(Device, #state{last_inbox = Last} = State) ->
    Number = Last + 1,
    Inbox = #inbox{
        key = Device,
        number = Number,
        half = half(),
        cursor = 0,
        connection_epoch = 0,
        last_seq = 0,
        last_stored_at = 0,
        load = {0, 0}
    },
    Named = mailbox_draft:put(c, {c, {device, Number}, Device}, State#state{last_inbox = Number}),
    save(Inbox, mailbox_draft:put(c, {c, {meta, inboxes}, Number}, Named)).

%% What comes now is another inbox to the device.
-spec renew(#inbox{}) -> #inbox{}.
renew(Inbox) -> Inbox#inbox{half = half()}.

-spec epoch(#inbox{}, #state{}) -> pos_integer().
epoch(#inbox{half = Half}, #state{opening = Opening}) -> Half + Opening.

%% Half of an inbox epoch.
-spec half() -> pos_integer().
half() -> rand:uniform(16#7ffffffe).

%% With its rows and bytes counted.
-spec load(#inbox{}, #state{}) -> #inbox{}.
load(#inbox{load = undefined, number = Number} = Inbox, State) ->
    Rows = mailbox_draft:range(Number, 0, infinity, 1 bsl 32, State),
    Inbox#inbox{load = {length(Rows), lists:sum([mailbox_rows:size(Row) || Row <- Rows])}};
load(Inbox, _) ->
    Inbox.

%% With its rows and bytes counted by sender, and what one account has there.
-spec load_from(mailbox_key:id(), #inbox{}, #state{}) -> {{integer(), integer()}, #inbox{}}.
load_from(Sender, #inbox{senders = undefined, number = Number} = Inbox, State) ->
    Count = fun(Row, Senders) ->
        Account = mailbox_rows:sender_account(Row),
        {Rows, Bytes} = maps:get(Account, Senders, {0, 0}),
        Senders#{Account => {Rows + 1, Bytes + mailbox_rows:size(Row)}}
    end,
    All = mailbox_draft:range(Number, 0, infinity, 1 bsl 32, State),
    load_from(Sender, Inbox#inbox{senders = lists:foldl(Count, #{}, All)}, State);
load_from(Sender, #inbox{senders = Senders} = Inbox, _) ->
    {maps:get(Sender, Senders, {0, 0}), Inbox}.

%% Between batches. An open marker is then taken for read, and what is missed later gets one of its own.
-spec forget(#state{}) -> #state{}.
forget(#state{inboxes = Inboxes} = State) when map_size(Inboxes) > ?KEPT -> State#state{inboxes = #{}};
forget(State) -> State.
