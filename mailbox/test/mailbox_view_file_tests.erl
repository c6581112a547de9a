-module(mailbox_view_file_tests).
-include_lib("eunit/include/eunit.hrl").

-spec view_file_test_() -> term().
view_file_test_() -> {foreach, fun open/0, fun close/1, [fun a_number_is_given_out_once/1, fun what_is_reserved_or_stored_outlives_the_node/1]}.

a_number_is_given_out_once(_) ->
    fun() ->
        ok = mailbox_view_file:reserve(1),
        ?assertEqual({error, old_view}, mailbox_view_file:reserve(1)),
        ok = mailbox_view_file:store({1, [a, b]}),
        ok = mailbox_view_file:reserve(3),
        ?assertEqual({error, old_view}, mailbox_view_file:store({2, [a, c]})),
        ?assertEqual({{starting, {1, [a, b]}}, 3}, {mailbox_view_file:status(), mailbox_view_file:number()}),
        ok = mailbox_view_file:store({3, [a]}),
        ?assertEqual({error, old_view}, mailbox_view_file:store({3, [b]}))
    end.

%% A view of that number may stand in another node's file: the next one must have another.
what_is_reserved_or_stored_outlives_the_node(_) ->
    fun() ->
        ok = mailbox_view_file:reserve(1),
        ok = again(),
        ?assertEqual({{starting, none}, 1}, {mailbox_view_file:status(), mailbox_view_file:number()}),
        ok = mailbox_view_file:store({1, [a, b]}),
        ok = mailbox_view_file:reserve(2),
        ok = again(),
        ?assertEqual({{starting, {1, [a, b]}}, 2}, {mailbox_view_file:status(), mailbox_view_file:number()}),
        ?assertEqual({error, old_view}, mailbox_view_file:reserve(2))
    end.

%% As an earlier version has left it.
-spec a_damaged_file_is_told_before_anything_starts_test_() -> term().
a_damaged_file_is_told_before_anything_starts_test_() ->
    {setup, fun open/0, fun close/1, fun(Folder) ->
        fun() ->
            Path = filename:join(Folder, "view"),
            Check = fun(Text) ->
                ok = file:write_file(Path, Text),
                mailbox_view_file:check()
            end,
            ?assertEqual(ok, mailbox_view_file:check()),
            [?assertEqual(ok, Check(Text)) || Text <- ["{reserved,3}.\n", "{view,7,[a,b]}.\n{reserved,8}.\n"]],
            [?assertMatch({error, {Path, [_ | _]}}, Check(Text)) || Text <- ["", "{view,7,[a,b]}.\n", "{view,7,[a,", <<0, 0, 0>>, "{view,seven,[a]}.\n", "{view,7,[\"a\"]}.\n"]]
        end
    end}.

-spec open() -> file:filename().
open() ->
    Folder = filename:join(os:getenv("TMPDIR", "/tmp"), "mailbox-view-" ++ integer_to_list(erlang:unique_integer([positive])) ++ os:getpid()),
    ok = filelib:ensure_path(Folder),
    _ = application:load(mnesia),
    ok = application:set_env(mnesia, dir, filename:join(Folder, "tables")),
    {ok, _} = mailbox_view_file:start_link(),
    Folder.

-spec close(file:filename()) -> ok.
close(Folder) ->
    ok = gen_server:stop(mailbox_view_file),
    ok = application:unset_env(mnesia, dir),
    file:del_dir_r(Folder).

again() ->
    ok = gen_server:stop(mailbox_view_file),
    {ok, _} = mailbox_view_file:start_link(),
    ok.
