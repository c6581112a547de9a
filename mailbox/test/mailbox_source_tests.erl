%% What no source may hold.
-module(mailbox_source_tests).
-include_lib("eunit/include/eunit.hrl").

%% A dirty write succeeds on the smaller side of a split and is erased when it rejoins.
-spec no_dirty_writes_test_() -> [term()].
no_dirty_writes_test_() ->
    Writes = "dirty_(write|delete|delete_object|update_counter)|async_dirty|sync_dirty|ets:(insert|delete)\\(.*_[0-9]",
    [{File, ?_assertEqual(nomatch, re:run(source(File), Writes))} || File <- filelib:wildcard("src/*.erl")].

-spec modules_are_small_test_() -> [term()].
modules_are_small_test_() ->
    [{File, ?_assert(length(binary:split(source(File), <<"\n">>, [global])) =< 251)} || File <- filelib:wildcard("src/*.erl")].

-spec source(file:filename()) -> binary().
source(File) ->
    {ok, Text} = file:read_file(File),
    Text.
