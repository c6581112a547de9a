%% Names of things: devices, shards, and what is remembered of a message.
-module(mailbox_key).
-export([device/2, device/1, account/1, number/1, shard/1, message/2]).
-export_type([id/0, address/0, device/0, shard/0, message/0]).

%% An account, a group or a message: 16 bytes.
-type id() :: <<_:128>>.
-type address() :: {Account :: id(), Device :: pos_integer()}.
%% Account and device number: rows of one inbox, and inboxes of one account, stand side by side.
-type device() :: <<_:160>>.
-type shard() :: non_neg_integer().
%% The sender is in it: nobody can make somebody else's message look like a repeat.
-type message() :: <<_:288>>.

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

-spec message(address(), id()) -> message().
message(Sender, Id) -> <<(device(Sender))/binary, Id:16/binary>>.
