%% What takes connections is there while the node is still on its way into the view: it says that no shard is at work.
-module(mailbox_sup).
-behaviour(supervisor).
-export([start_link/0, init/1]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

-spec init([]) -> {ok, {supervisor:sup_flags(), [supervisor:child_spec()]}}.
init([]) ->
    Children = [
        #{id => view_file, start => {mailbox_view_file, start_link, []}},
        #{id => sync, start => {mailbox_sync, start_link, []}},
        #{id => flush, start => {mailbox_flush, start_link, []}},
        #{id => shards, start => {mailbox_shards_sup, start_link, []}, type => supervisor, shutdown => infinity},
        #{id => opening, start => {mailbox_shards, start_link, []}},
        #{id => links, start => {mailbox_links, start_link, []}, type => supervisor},
        #{id => connections, start => {mailbox_connections_sup, start_link, []}, type => supervisor},
        #{id => sweep, start => {mailbox_sweep, start_link, []}},
        #{id => disk, start => {mailbox_disk, start_link, []}},
        #{id => http, start => {mailbox_http, start_link, []}},
        #{id => listener, start => {mailbox_listener, start_link, []}},
        #{id => view, start => {mailbox_view, start_link, []}},
        #{id => watch, start => {mailbox_watch, start_link, []}}
    ],
    {ok, {#{strategy => rest_for_one, intensity => 5, period => 10}, Children}}.
