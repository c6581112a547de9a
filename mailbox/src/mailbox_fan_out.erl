%% Records of groups into the inboxes of their members' devices, as far as those are in this shard.
-module(mailbox_fan_out).
-include("mailbox.hrl").
-export([write/2]).
-export_type([entry/0]).

-type entry() :: {
    Group :: mailbox_key:id(),
    %% 0: always written; else a record at or below the last one that was written for the group writes nothing.
    Seq :: non_neg_integer(),
    Accounts :: [mailbox_key:id()],
    Sender :: mailbox_key:address() | undefined,
    Id :: mailbox_key:id() | undefined,
    Ts :: integer(),
    Control :: boolean(),
    Envelope :: binary()
}.

%% Answers the rows of each record.
-spec write([entry()], #state{}) -> mailbox_operation:result().
write(Entries, State) ->
    {Rows, With} = lists:mapfoldl(fun write_entry/2, State, Entries),
    {done, {written, Rows}, With}.

write_entry({Group, Seq, Accounts, Sender, Id, Ts, Control, Envelope}, State) ->
    case note_written(Group, Seq, State) of
        false ->
            {[], State};
        Noted ->
            {Body, Numbered} = mailbox_bodies:next(Noted),
            New = {kind(Sender, Control), Sender, Id, Ts, {body, Body}},
            {Rows, With} = lists:foldl(fun(Device, Acc) -> add(Device, New, Acc) end, {[], Numbered}, devices(Accounts, Sender, State)),
            {lists:reverse(Rows), share(Rows, Body, {Group, Seq}, Envelope, With)}
    end.

share([], _, _, _, State) -> State;
share(Rows, Body, Place, Envelope, State) -> mailbox_bodies:add(Body, Place, Envelope, length(Rows), State).

devices(Accounts, Sender, State) ->
    [
        {Account, Device}
     || Account <- Accounts,
        {_, Devices} <- [mailbox_inboxes:account(Account, State)],
        Device <- Devices,
        {Account, Device} =/= Sender
    ].

%% Its bytes count for no inbox.
add({Account, Device} = Address, {_, Sender, _, Ts, _} = New, {Rows, State}) ->
    Found = mailbox_inboxes:any(mailbox_key:device(Address), State),
    case mailbox_rows:is_full(Found, account_of(Sender), 0, State) of
        {true, Inbox} ->
            {Rows, mailbox_rows:note_missed(Inbox, Ts, State)};
        {false, Inbox} ->
            {Seq, With} = mailbox_rows:add(Inbox, New, State),
            {[{Account, Device, mailbox_inboxes:epoch(Inbox, State), Seq, undefined} | Rows], With}
    end.

note_written(_, 0, State) ->
    State;
note_written(Group, Seq, State) ->
    case mailbox_draft:get(c, {written, Group}, State) of
        {c, _, Last} when Seq =< Last -> false;
        _ -> mailbox_draft:put(c, {c, {written, Group}, Seq}, State)
    end.

kind(undefined, _) -> ?GROUP_CONTROL;
kind(_, true) -> ?GROUP_CONTROL;
kind(_, false) -> ?GROUP.

account_of(undefined) -> undefined;
account_of({Account, _}) -> Account.
