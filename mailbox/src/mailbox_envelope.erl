%% What the server itself puts into inboxes: `parley.v1.Envelope', written by hand because it is three messages.
%% Golden vectors: vectors/envelopes.
-module(mailbox_envelope).
-export([delivered/4, missed/3, group_delivered/3]).

%% A device has stored these messages.
-spec delivered(integer(), mailbox_key:id(), pos_integer(), [mailbox_key:id()]) -> binary().
delivered(Ts, Account, Device, Ids) ->
    envelope(Ts, 7, [bytes(1, Account), number(2, Device), [bytes(3, Id) || Id <- Ids]]).

%% An inbox was full.
-spec missed(pos_integer(), integer(), integer()) -> binary().
missed(Count, From, To) -> envelope(To, 8, [number(1, Count), number(2, From), number(3, To)]).

%% How far members have stored what an account has sent to a group.
-spec group_delivered(integer(), mailbox_key:id(), [{mailbox_key:id(), integer()}]) -> binary().
group_delivered(Ts, Group, Marks) ->
    Encoded = [bytes(2, [bytes(1, Account), number(2, UpTo)]) || {Account, UpTo} <- Marks],
    envelope(Ts, 11, [bytes(1, Group), Encoded]).

-spec envelope(integer(), pos_integer(), iodata()) -> binary().
envelope(Ts, Field, Body) -> iolist_to_binary([number(4, Ts), bytes(Field, Body)]).

-spec number(pos_integer(), non_neg_integer()) -> iodata().
number(Field, Value) -> [varint(Field bsl 3), varint(Value)].

-spec bytes(pos_integer(), iodata()) -> iodata().
bytes(Field, Value) -> [varint(Field bsl 3 bor 2), varint(iolist_size(Value)), Value].

-spec varint(non_neg_integer()) -> iodata().
varint(Value) when Value < 128 -> <<Value>>;
varint(Value) -> [<<1:1, (Value band 127):7>> | varint(Value bsr 7)].
