%% The shards that are at work on this node. One that fails starts again from its tables.
-module(mailbox_shards_sup).
-behaviour(supervisor).
-export([start_link/0, init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

-spec init([]) -> {ok, {supervisor:sup_flags(), [supervisor:child_spec()]}}.
init([]) ->
    Shards = [Shard || Shard <- lists:seq(0, mailbox_schema:shards() - 1), mailbox_cluster:primary(Shard) =:= node()],
    Children = [
        #{id => Shard, start => {mailbox_shard, start_link, [Shard]}, shutdown => 10000}
     || Shard <- Shards
    ],
    {ok, {#{strategy => one_for_one, intensity => 20, period => 10}, Children}}.
