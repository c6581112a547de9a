#!/usr/bin/env escript
%% Compiles src/ into ebin/ with the Erlang of the machine: no packages, no build tool. `build.escript test' adds test/.
main(Arguments) ->
    ok = file:set_cwd(filename:dirname(filename:absname(escript:script_name()))),
    ok = filelib:ensure_dir("ebin/any"),
    Sources = filelib:wildcard("src/*.erl") ++ case Arguments of ["test"] -> filelib:wildcard("test/*.erl"); [] -> [] end,
    ok = write_application(),
    case [Source || Source <- Sources, is_stale(Source), compile:file(Source, options(Source)) =:= error] of
        [] -> ok;
        _ -> halt(1)
    end.

options("test/" ++ _) -> [{outdir, "ebin"}, {i, "src"}, debug_info, report, warnings_as_errors];
options(_) -> [warn_missing_spec | options("test/")].

is_stale(Source) ->
    Beam = filename:join("ebin", filename:basename(Source, ".erl") ++ ".beam"),
    Newest = lists:max([filelib:last_modified(File) || File <- [Source | filelib:wildcard("src/*.hrl")]]),
    filelib:last_modified(Beam) =< Newest.

%% With the list of its modules.
write_application() ->
    {ok, [{application, Name, Properties}]} = file:consult("src/mailbox.app.src"),
    Modules = [list_to_atom(filename:basename(Source, ".erl")) || Source <- filelib:wildcard("src/*.erl")],
    file:write_file("ebin/mailbox.app", io_lib:format("~p.~n", [{application, Name, [{modules, Modules} | Properties]}])).
