-module(mailbox_settings_tests).
-include_lib("eunit/include/eunit.hrl").

-define(SECRET, "a secret of the tests").
-define(NAMES, ["MAILBOX_SECRET", "MAILBOX_NODES", "MAILBOX_SHARDS", "MAILBOX_MIN_FREE_DISK_MB"]).

-spec settings_test_() -> term().
settings_test_() ->
    Own = atom_to_list(node()),
    {foreach, fun() -> [{Name, os:getenv(Name)} || Name <- ?NAMES] end, fun restore/1, [
        ?_assertEqual(ok, load([])),
        ?_assertEqual(ok, load([{"MAILBOX_NODES", Own ++ ",b@host, c@host"}, {"MAILBOX_SHARDS", "1"}, {"MAILBOX_MIN_FREE_DISK_MB", "0"}])),
        ?_assertMatch({"MAILBOX_NODES", "has 2 names" ++ _}, load([{"MAILBOX_NODES", Own ++ ",b@host"}])),
        ?_assertMatch({"MAILBOX_NODES", "has 4 names" ++ _}, load([{"MAILBOX_NODES", Own ++ ",b@host,c@host,d@host"}])),
        ?_assertMatch({"MAILBOX_NODES", "names a node twice"}, load([{"MAILBOX_NODES", Own ++ ",b@host,b@host"}])),
        ?_assertMatch({"MAILBOX_NODES", "does not name this node" ++ _}, load([{"MAILBOX_NODES", "b@host,c@host,d@host"}])),
        ?_assertMatch({"MAILBOX_SHARDS", "is below 1" ++ _}, load([{"MAILBOX_SHARDS", "0"}])),
        ?_assertMatch({"MAILBOX_MIN_FREE_DISK_MB", "is below 0"}, load([{"MAILBOX_MIN_FREE_DISK_MB", "-1"}]))
    ]}.

load(Changes) ->
    _ = [os:unsetenv(Name) || Name <- ?NAMES],
    _ = [os:putenv(Name, Value) || {Name, Value} <- [{"MAILBOX_SECRET", ?SECRET} | Changes]],
    try
        mailbox_settings:load()
    catch
        error:{setting, Name, Problem} -> {Name, lists:flatten(Problem)}
    end.

restore(Before) ->
    _ = [os:unsetenv(Name) || {Name, false} <- Before],
    _ = [os:putenv(Name, Value) || {Name, Value} <- Before, Value =/= false],
    persistent_term:erase({mailbox, settings}).
