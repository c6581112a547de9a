#!/usr/bin/env escript
%% The mailbox's own tests: `./build.escript test && ./test.escript'.
main(_) ->
    ok = file:set_cwd(filename:dirname(filename:absname(escript:script_name()))),
    true = code:add_patha("ebin"),
    Tests = [list_to_atom(filename:basename(File, ".erl")) || File <- filelib:wildcard("test/*_tests.erl")],
    case eunit:test(Tests, [verbose]) of
        ok -> ok;
        _ -> halt(1)
    end.
