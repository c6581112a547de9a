%% What the server tells a sender's devices: a row for each of them.
-module(mailbox_receipts).
-include("mailbox.hrl").
-export([write/4]).

%% Receipts may fill an inbox this much beyond its cap: they are small, few (one for many messages), and dropping one leaves
%% a message without its second tick for ever.
-define(HEADROOM, 1.1).

-spec write(mailbox_key:id(), integer(), binary(), #state{}) -> {[mailbox_letters:stored()], #state{}}.
write(Account, Ts, Envelope, State) ->
    {_, Devices} =
        case mailbox_inboxes:account(Account, State) of
            undefined -> {0, []};
            Known -> Known
        end,
    {Rows, With} = lists:mapfoldl(fun(Device, Acc) -> add(Account, Device, Ts, Envelope, Acc) end, State, Devices),
    {lists:append(Rows), With}.

-spec add(mailbox_key:id(), pos_integer(), integer(), binary(), #state{}) -> {[mailbox_letters:stored()], #state{}}.
add(Account, Device, Ts, Envelope, #state{limits = #{max_inbox_rows := MaxRows, max_inbox_bytes := MaxBytes}} = State) ->
    Key = mailbox_key:device(Account, Device),
    #inbox{load = {Rows, Bytes}} = Inbox = mailbox_inboxes:load(mailbox_inboxes:any(Key, State), State),
    case Rows >= MaxRows * ?HEADROOM orelse Bytes >= MaxBytes * ?HEADROOM of
        true ->
            {[], mailbox_rows:note_missed(Inbox, Ts, State)};
        false ->
            {Seq, With} = mailbox_rows:add(Inbox, {?RECEIPT, undefined, undefined, Ts, Envelope}, State),
            {[{Account, Device, mailbox_inboxes:epoch(Inbox, State), Seq, Envelope}], With}
    end.
