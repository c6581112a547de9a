%% Starts the node, or says what keeps it from starting.
-module(mailbox).
-export([main/0]).

-spec main() -> ok.
main() ->
    try
        ok = mailbox_settings:load(),
        ok = check_view(),
        {ok, _} = application:ensure_all_started(mailbox, permanent),
        logger:notice(#{what => started}),
        ok
    catch
        error:{setting, Name, Problem} ->
            io:format(standard_error, "~s ~s~n", [Name, Problem]),
            halt(2);
        _:Reason ->
            logger:critical(#{what => cannot_start, reason => Reason}),
            _ = logger_std_h:filesync(default),
            halt(1)
    end.

check_view() ->
    _ = application:load(mnesia),
    case mailbox_view_file:check() of
        ok ->
            ok;
        {error, {Path, Problem}} ->
            Advice =
                "When the other nodes are at work, move the folder away and start this one with an empty folder: it takes a new copy from "
                "them. Else put the file back from a copy: what it does not say may be missing here",
            error({setting, Path, ["is damaged (", Problem, "). ", Advice]})
    end.
