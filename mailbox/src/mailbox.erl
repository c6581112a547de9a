%% Starts the node, or says what keeps it from starting.
-module(mailbox).
-export([main/0]).

-spec main() -> ok.
main() ->
    logger:set_primary_config(level, notice),
    try
        ok = mailbox_settings:load(),
        {ok, _} = application:ensure_all_started(mailbox, permanent),
        logger:notice(#{what => ready}),
        ok
    catch
        error:{setting, Name, Problem} ->
            io:format(standard_error, "~s ~s~n", [Name, Problem]),
            halt(2);
        _:Reason ->
            io:format(standard_error, "the mailbox cannot start: ~p~n", [Reason]),
            halt(1)
    end.
