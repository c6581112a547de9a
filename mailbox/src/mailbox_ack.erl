%% A device connects and acks: what moves a cursor on its word. The rows below go, and their senders' devices get one
%% receipt, in the same transaction or as a letter in it (D5, D7).
-module(mailbox_ack).
-include("mailbox.hrl").
-export([open/4, ack/3]).
-export_type([position/0]).

-type position() :: {InboxEpoch :: integer(), Seq :: integer()}.

-spec ack(mailbox_key:address(), position(), #state{}) -> mailbox_operation:result().
ack(Address, {Epoch, _} = Position, State) ->
    Inbox = mailbox_inboxes:find(mailbox_key:device(Address), State),
    case Inbox =/= undefined andalso mailbox_inboxes:epoch(Inbox, State) =/= Epoch of
        true ->
            {done, {inbox_reset}, State};
        false ->
            {Removed, Answer, With} = move(Inbox, Position, State),
            {done, {acked, Removed}, Answer, With}
    end.

%% A retry of an open that was answered is answered again: its epoch is then the highest one.
-spec open(mailbox_key:address(), {pos_integer(), boolean()}, position() | undefined, #state{}) ->
    mailbox_operation:result().
open(Address, {Epoch, Retry}, Resume, State) ->
    case mailbox_inboxes:find(mailbox_key:device(Address), State) of
        undefined ->
            {done, {unknown_device}, State};
        #inbox{connection_epoch = Highest} when Epoch < Highest; Epoch =:= Highest, not Retry ->
            {done, {stale_connection_epoch, Highest}, State};
        Inbox ->
            Saved = mailbox_inboxes:save(Inbox#inbox{connection_epoch = Epoch}, State),
            {_, Answer, With} = move(Inbox#inbox{connection_epoch = Epoch}, Resume, Saved),
            opened(Address, Answer, With)
    end.

opened({Account, _} = Address, Answer, State) ->
    {Version, _} = mailbox_inboxes:account(Account, State),
    Found = mailbox_inboxes:any(mailbox_key:device(Address), State),
    #inbox{cursor = Cursor, load = {Rows, _}} = Inbox = mailbox_inboxes:load(Found, State),
    Value = {opened, mailbox_inboxes:epoch(Inbox, State), Cursor, Rows, Version},
    {done, Value, Answer, mailbox_inboxes:put(Inbox, State)}.

move(#inbox{cursor = Cursor, last_seq = Last, key = Device, number = Number} = Inbox, {Epoch, Seq}, State) when
    Seq > Cursor, Seq =< Last
->
    case mailbox_inboxes:epoch(Inbox, State) of
        Epoch ->
            Rows = mailbox_draft:range(Number, 0, Seq, 1 bsl 32, State),
            Unread = [Row || Row <- Rows, mailbox_rows:seq(Row) > Cursor],
            Marks = marks(Unread, Device, State),
            {Receipts, Written} = receipts(Unread, Device, mailbox_rows:remove(Inbox, Rows, Seq, State)),
            {Marked, With} = send_marks(Marks, Written),
            {length(Rows), Receipts ++ Marked, With};
        _ ->
            {0, [], State}
    end;
move(_, _, State) ->
    {0, [], State}.

%% One receipt for each account that has sent something: not for control messages, and not for one's own copies.
receipts(Rows, Device, #state{limits = #{max_ids_per_receipt := Max}} = State) ->
    Own = mailbox_key:account(Device),
    Ts = mailbox_clock:now(),
    Sent = [Row || Row <- Rows, mailbox_rows:kind(Row) =:= ?MESSAGE, mailbox_rows:sender_account(Row) =/= Own],
    Send = fun({Account, Ids}, Acc) ->
        Envelopes = [mailbox_envelope:delivered(Ts, Own, mailbox_key:number(Device), Part) || Part <- parts(Ids, Max)],
        mailbox_letters:send(Account, {receipts, Account, Ts, Envelopes}, Acc)
    end,
    {Answers, With} = lists:mapfoldl(Send, State, by_sender(Sent)),
    {lists:append(Answers), With}.

%% In the order of the senders' first rows.
by_sender(Rows) ->
    Group = fun(Row, {Order, Ids}) ->
        Account = mailbox_rows:sender_account(Row),
        Id = mailbox_rows:id(Row),
        case Ids of
            #{Account := Known} -> {Order, Ids#{Account := [Id | Known]}};
            #{} -> {[Account | Order], Ids#{Account => [Id]}}
        end
    end,
    {Order, Ids} = lists:foldl(Group, {[], #{}}, Rows),
    [{Account, lists:reverse(maps:get(Account, Ids))} || Account <- lists:reverse(Order)].

parts(Ids, Max) when length(Ids) =< Max -> [Ids];
parts(Ids, Max) ->
    {Part, Rest} = lists:split(Max, Ids),
    [Part | parts(Rest, Max)].

%% A group's senders are told later, of many members at once. The last row of a group counts.
marks(Rows, Device, State) ->
    Own = mailbox_key:account(Device),
    Found = [
        {mailbox_rows:sender_account(Row), Group, Own, Seq}
     || Row <- Rows,
        mailbox_rows:kind(Row) =:= ?GROUP,
        mailbox_rows:sender_account(Row) =/= Own,
        {body, Body} <- [mailbox_rows:envelope(Row)],
        {Group, Seq} <- [mailbox_bodies:find(Body, State)]
    ],
    lists:foldl(fun({Sender, Group, _, _} = Mark, Acc) -> keep_last({Sender, Group}, Mark, Acc) end, [], Found).

keep_last(Key, {_, _, _, Seq} = Mark, Marks) ->
    case lists:keyfind(Key, 1, Marks) of
        {_, {_, _, _, Before}} when Before >= Seq -> Marks;
        {_, _} -> lists:keyreplace(Key, 1, Marks, {Key, Mark});
        false -> Marks ++ [{Key, Mark}]
    end.

send_marks(Marks, State) ->
    Shards = lists:usort([mailbox_key:shard(Sender) || {{Sender, _}, _} <- Marks]),
    Send = fun(Shard, Acc) ->
        [{_, {Account, _, _, _}} | _] = Own = [M || {{Sender, _}, _} = M <- Marks, mailbox_key:shard(Sender) =:= Shard],
        mailbox_letters:send(Account, {marks, Account, [Mark || {_, Mark} <- Own]}, Acc)
    end,
    {Answers, With} = lists:mapfoldl(Send, State, Shards),
    {lists:append(Answers), With}.
