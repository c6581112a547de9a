%% What one shard has to write into another: own copies, receipts, marks of groups.
%%
%% A letter is durable in the same transaction as what it follows from, is handed over until the other shard has it durable,
%% and is written there once: letters to a shard are numbered, and it remembers the last one.
-module(mailbox_letters).
-include("mailbox.hrl").
-export([send/3, receive_all/3, forget/3, load/1, last/1]).
-export_type([letter/0, answer/0, stored/0, outcome/0]).

-type letter() ::
    %% A message for devices of the account.
    {rows, mailbox_key:id(), mailbox_key:address(), mailbox_key:id(), Ts :: integer(), Kind :: 1..6, [{pos_integer(), binary()}]}
    %% Envelopes that all devices of the account get.
    | {receipts, mailbox_key:id(), Ts :: integer(), [binary()]}
    %% Up to where members have stored what accounts of the shard have sent.
    | {marks, mailbox_key:id(), [mailbox_marks:mark()]}.

%% A row as the answers name it. No envelope: the caller has it.
-type stored() ::
    {mailbox_key:id(), pos_integer(), InboxEpoch :: pos_integer(), Seq :: pos_integer(), binary() | undefined}.
%% Rows, and letters whose rows will stand in their place.
-type answer() :: [stored() | {letter, pos_integer()}].
%% What a letter has led to; repeated: it had come before, and whoever was told then may have gone.
-type outcome() :: {pos_integer(), [stored()] | repeated}.

%% To the shard of the account, which may be this one.
-spec send(mailbox_key:id(), letter(), #state{}) -> {answer(), #state{}}.
send(Account, Letter, #state{shard = Shard, letter_number = Last, letters = Letters} = State) ->
    case mailbox_key:shard(Account) of
        Shard ->
            write(Letter, State);
        Other ->
            Number = Last + 1,
            With = mailbox_draft:put(c, {c, {letter, Other, Number}, Letter}, State),
            Counted = mailbox_draft:put(c, {c, {meta, letters}, Number}, With),
            {[{letter, Number}], Counted#state{letter_number = Number, letters = [{Other, Number, Letter} | Letters]}}
    end.

%% Letters of another shard, ascending. Those that have come before lead to no further rows.
-spec receive_all(mailbox_key:shard(), [{pos_integer(), letter()}], #state{}) ->
    {[outcome()], #state{}}.
receive_all(From, Letters, State) ->
    Last =
        case mailbox_draft:get(c, {got, From}, State) of
            undefined -> 0;
            {c, _, Number} -> Number
        end,
    Receive = fun
        ({Number, _}, Acc) when Number =< Last ->
            {{Number, repeated}, Acc};
        ({Number, Letter}, Acc) ->
            {Rows, With} = write(Letter, Acc),
            {{Number, Rows}, mailbox_draft:put(c, {c, {got, From}, Number}, With)}
    end,
    lists:mapfoldl(Receive, State, Letters).

%% They are durable where they belong.
-spec forget(mailbox_key:shard(), [pos_integer()], #state{}) -> #state{}.
forget(To, Numbers, State) ->
    lists:foldl(fun(Number, Acc) -> mailbox_draft:delete(c, {letter, To, Number}, Acc) end, State, Numbers).

%% All that have not been forgotten, ascending for each shard.
-spec load(mailbox_schema:tables()) -> [{mailbox_key:shard(), pos_integer(), letter()}].
load(#{c := Table}) ->
    ets:select(Table, [{{c, {letter, '$1', '$2'}, '$3'}, [], [{{'$1', '$2', '$3'}}]}]).

-spec last(mailbox_schema:tables()) -> non_neg_integer().
last(#{c := Table}) ->
    case ets:lookup(Table, {meta, letters}) of
        [{c, _, Number}] -> Number;
        [] -> 0
    end.

-spec write(letter(), #state{}) -> {[stored()], #state{}}.
write({rows, Account, Sender, Id, Ts, Kind, Rows}, State) ->
    mailbox_append:store(Account, Rows, {Kind, Sender, Id, Ts}, State);
write({receipts, Account, Ts, Envelopes}, State) ->
    {Rows, With} = lists:mapfoldl(fun(Envelope, Acc) -> mailbox_receipts:write(Account, Ts, Envelope, Acc) end, State, Envelopes),
    {lists:append(Rows), With};
write({marks, _, Marks}, State) ->
    {[], lists:foldl(fun mailbox_marks:note/2, State, Marks)}.
