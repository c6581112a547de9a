#!/usr/bin/env escript
%% Makes a release: `release.escript FOLDER' writes FOLDER/parley-mailbox-VERSION.tar.gz, with the Erlang of this machine in it.
%% It runs on any machine with the same libraries of the system, without Erlang: bin/mailbox.
main([Given]) ->
    Folder = filename:absname(Given),
    ok = file:set_cwd(filename:dirname(filename:absname(escript:script_name()))),
    0 = run("./build.escript"),
    ok = filelib:ensure_path(Folder),
    true = code:add_patha(filename:absname("ebin")),
    {Name, Version} = write_release(Folder),
    Options = [{outdir, Folder}, no_warn_sasl, silent],
    done(systools:make_script(filename:join(Folder, Name), Options)),
    Files = [{filename:absname(File), File} || File <- ["bin/mailbox", "README.md"]],
    done(systools:make_tar(filename:join(Folder, Name), [{erts, code:root_dir()}, {extra_files, Files} | Options])),
    _ = [file:delete(filename:join(Folder, Name ++ Ending)) || Ending <- [".rel", ".boot", ".script"]],
    Archive = filename:join(Folder, Name ++ "-" ++ Version ++ ".tar.gz"),
    ok = file:rename(filename:join(Folder, Name ++ ".tar.gz"), Archive),
    io:format("~s~n", [Archive]);
main(_) ->
    io:format(standard_error, "release.escript FOLDER~n", []),
    halt(2).

%% The mailbox is started by bin/mailbox, once its settings are known to be good; Mnesia by the mailbox.
write_release(Folder) ->
    Name = "parley-mailbox",
    Version = version(mailbox),
    Started = [{Application, version(Application)} || Application <- [kernel, stdlib, crypto, asn1, public_key, ssl, mnesia]],
    Release = {release, {Name, Version}, {erts, erlang:system_info(version)}, Started ++ [{mailbox, Version, load}]},
    ok = file:write_file(filename:join(Folder, Name ++ ".rel"), io_lib:format("~p.~n", [Release])),
    {Name, Version}.

version(Application) ->
    case application:load(Application) of
        ok -> ok;
        {error, {already_loaded, Application}} -> ok
    end,
    {ok, Version} = application:get_key(Application, vsn),
    Version.

done({ok, _, []}) -> ok;
done(Failure) ->
    io:format(standard_error, "~p~n", [Failure]),
    halt(1).

run(Program) ->
    Port = open_port({spawn_executable, Program}, [exit_status, stderr_to_stdout, binary]),
    wait(Port).

wait(Port) ->
    receive
        {Port, {data, Text}} ->
            io:put_chars(standard_error, Text),
            wait(Port);
        {Port, {exit_status, Status}} ->
            Status
    end.
