%% Names of things: devices, shards, and what is remembered of a message.
-module(mailbox_key).
-export([device/2, device/1, account/1, number/1, shard/1, message/2, row/2, inbox/1, seq/1]).
-export_type([id/0, address/0, device/0, shard/0, message/0, inbox/0, row/0]).

%% An account, a group or a message: 16 bytes.
-type id() :: <<_:128>>.
-type address() :: {Account :: id(), Device :: pos_integer()}.
%% Account and device number.
-type device() :: <<_:160>>.
-type shard() :: non_neg_integer().
%% Half a SHA-256 as a number, which takes less memory than as a binary.
-type message() :: non_neg_integer().
%% Number of an inbox in its shard.
-type inbox() :: pos_integer().
%% Rows of one inbox stand side by side. Below 2^59 a number takes no memory of its own.
-type row() :: non_neg_integer().

%% More messages than a device gets in its life.
-define(SEQ_BITS, 35).
-define(MAX_SEQ, ((1 bsl ?SEQ_BITS) - 1)).

-spec device(id(), pos_integer()) -> device().
device(Account, Number) -> <<Account:16/binary, Number:32>>.

-spec device(address()) -> device().
device({Account, Number}) -> device(Account, Number).

-spec account(device()) -> id().
account(<<Account:16/binary, _:32>>) -> Account.

-spec number(device()) -> pos_integer().
number(<<_:16/binary, Number:32>>) -> Number.

%% Of an account or a group. The number of shards is fixed for the life of a cluster.
-spec shard(id()) -> shard().
shard(Id) -> erlang:crc32(Id) rem mailbox_schema:shards().

%% The sender is in it: nobody can make somebody else's message look like a repeat.
-spec message(address(), id()) -> message().
message(Sender, Id) ->
    <<Key:128, _/binary>> = crypto:hash(sha256, [device(Sender), Id]),
    Key.

%% Beyond the highest number: that one.
-spec row(inbox(), non_neg_integer() | infinity) -> row().
row(Inbox, Seq) -> (Inbox bsl ?SEQ_BITS) bor min(Seq, ?MAX_SEQ).

-spec inbox(row()) -> inbox().
inbox(Row) -> Row bsr ?SEQ_BITS.

-spec seq(row()) -> non_neg_integer().
seq(Row) -> Row band ?MAX_SEQ.
