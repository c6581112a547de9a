%% Device sets, expiry and purge: rows that go without having been acked, in steps between which other work runs. The cursor
%% moves past them, so that no sequence number is used again.
-module(mailbox_upkeep).
-include("mailbox.hrl").
-export([set_devices/4, purge/2, sweep/3, expire/2, expire_next/4]).

-define(ROWS_PER_STEP, 512).
-define(INBOXES_PER_STEP, 256).

%% A version not newer than the known one changes nothing. Inboxes of devices that are no longer named are emptied.
-spec set_devices(mailbox_key:id(), pos_integer(), [pos_integer()], #state{}) -> mailbox_operation:result().
set_devices(Account, Version, Named, State) ->
    case mailbox_inboxes:account(Account, State) of
        {Known, _} when Known >= Version ->
            {done, {removed, 0}, State};
        Found ->
            Before = devices(Found),
            Devices = lists:usort(Named),
            With = mailbox_draft:put(c, {c, {account, Account}, {Version, Devices}}, State),
            Added = lists:foldl(fun(Device, Acc) -> add(mailbox_key:device(Account, Device), Acc) end, With, Devices -- Before),
            Gone = [mailbox_key:device(Account, Device) || Device <- Before -- Devices],
            sweep([{Key, (mailbox_inboxes:any(Key, Added))#inbox.last_seq} || Key <- Gone], 0, Added)
    end.

devices(undefined) -> [];
devices({_, Devices}) -> Devices.

%% A number that comes again, which none does, finds its old inbox.
add(Device, State) ->
    case mailbox_inboxes:any(Device, State) of
        undefined -> mailbox_inboxes:add(Device, State);
        _ -> State
    end.

%% Empties an inbox for its reader at once, under a new epoch; the rows go after that.
-spec purge(mailbox_key:address(), #state{}) -> mailbox_operation:result().
purge(Address, State) ->
    case mailbox_inboxes:find(mailbox_key:device(Address), State) of
        undefined ->
            {done, {removed, 0}, State};
        #inbox{key = Device, last_seq = Last} = Inbox ->
            Renewed = mailbox_inboxes:renew(Inbox),
            Emptied = mailbox_inboxes:save(Renewed, State),
            {again, {sweep, [{Device, Last}], 0}, mailbox_rows:remove(Renewed, [], Last, Emptied)}
    end.

%% Removes rows up to a number in each of these inboxes.
-spec sweep([{mailbox_key:device(), non_neg_integer()}], non_neg_integer(), #state{}) -> mailbox_operation:result().
sweep([], Removed, State) ->
    {done, {removed, Removed}, State};
sweep([{Device, UpTo} | Others] = All, Removed, State) ->
    #inbox{number = Number} = Inbox = mailbox_inboxes:any(Device, State),
    Rows = mailbox_draft:range(Number, 0, UpTo, ?ROWS_PER_STEP, State),
    With = mailbox_rows:remove(Inbox, Rows, UpTo, State),
    case length(Rows) of
        ?ROWS_PER_STEP -> {again, {sweep, All, Removed + ?ROWS_PER_STEP}, With};
        Count -> sweep(Others, Removed + Count, With)
    end.

%% Drops rows stored at or before a time, by the inbox's own monotone time (D12).
-spec expire(integer(), #state{}) -> mailbox_operation:result().
expire(Before, #state{expired_before = Highest} = State) when Before > Highest ->
    Noted = mailbox_draft:put(c, {c, {meta, expired_before}, Before}, State#state{expired_before = Before}),
    {again, {expire_next, Before, 0, 0}, Noted};
expire(Before, State) ->
    {again, {expire_next, Before, 0, 0}, State}.

%% Inboxes behind `After'.
-spec expire_next(integer(), mailbox_key:inbox() | 0, non_neg_integer(), #state{}) -> mailbox_operation:result().
expire_next(Before, After, Removed, State) -> expire_next(Before, After, {Removed, 0}, State, ?INBOXES_PER_STEP).

expire_next(Before, After, {Removed, Now}, State, Left) when Left =:= 0; Now >= ?ROWS_PER_STEP ->
    {again, {expire_next, Before, After, Removed + Now}, State};
expire_next(Before, After, {Removed, Now}, #state{tables = #{q := Table}} = State, Left) ->
    case ets:next(Table, mailbox_key:row(After, infinity)) of
        Row when is_integer(Row) ->
            Number = mailbox_key:inbox(Row),
            {Dropped, With} = expire_head(mailbox_inboxes:device(Number, State), Before, State),
            Behind =
                case Dropped of
                    ?ROWS_PER_STEP -> After;
                    _ -> Number
                end,
            expire_next(Before, Behind, {Removed, Now + Dropped}, With, Left - 1);
        _ ->
            {done, {removed, Removed + Now}, State}
    end.

expire_head(Device, Before, State) ->
    #inbox{number = Number, cursor = Cursor} = Inbox = mailbox_inboxes:any(Device, State),
    IsGone = not mailbox_inboxes:is_device({mailbox_key:account(Device), mailbox_key:number(Device)}, State),
    IsOld = fun(Row) -> IsGone orelse mailbox_rows:seq(Row) =< Cursor orelse mailbox_rows:stored_at(Row) =< Before end,
    case lists:takewhile(IsOld, mailbox_draft:range(Number, 0, infinity, ?ROWS_PER_STEP, State)) of
        [] -> {0, State};
        Rows -> {length(Rows), mailbox_rows:remove(Inbox, Rows, mailbox_rows:seq(lists:last(Rows)), State)}
    end.
