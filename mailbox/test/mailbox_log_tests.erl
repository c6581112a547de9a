-module(mailbox_log_tests).
-include_lib("eunit/include/eunit.hrl").
-export([log/2, init/1, handle_call/3, handle_cast/2]).
-behaviour(gen_server).

-define(SECRET, <<"what nobody is to read">>).

-spec log_test_() -> term().
log_test_() ->
    {foreach, fun open/0, fun close/1, [
        fun a_server_that_crashes_does_not_tell_what_it_holds/1,
        fun a_bare_process_that_crashes_does_not_tell_what_it_holds/1,
        fun a_supervisor_does_not_tell_what_its_child_was_started_with/1,
        fun what_mnesia_says_is_told_without_records/1,
        fun strange_reports_are_one_line/1,
        fun refused_hellos_are_told_once_a_second/1
    ]}.

a_server_that_crashes_does_not_tell_what_it_holds(_) ->
    fun() ->
        ok = logger:update_handler_config(?MODULE, #{config => #{to => self()}}),
        {ok, Pid} = gen_server:start({local, mailbox_log_tests}, ?MODULE, ?SECRET, []),
        Pid ! ?SECRET,
        {'EXIT', _} = (catch gen_server:call(Pid, {fail, ?SECRET})),
        Lines = lines(3),
        ?assertMatch([_], having(Lines, [<<"\"what\":\"gen_server_terminate\"">>, <<"\"process\":\"mailbox_log_tests\"">>])),
        ?assertMatch([_], having(Lines, [<<"\"what\":\"proc_lib_crash\"">>, <<"\"reason\":\"badmatch\"">>, <<"{mailbox_log_tests,handle_call,">>]))
    end.

a_bare_process_that_crashes_does_not_tell_what_it_holds(_) ->
    fun() ->
        ok = logger:update_handler_config(?MODULE, #{config => #{to => self()}}),
        _ = spawn(fun() -> error({wrong, ?SECRET}) end),
        ?assertMatch([_], having(lines(1), [<<"\"what\":\"emulator_error\"">>, <<"\"reason\":\"wrong\"">>, <<"{mailbox_log_tests,">>]))
    end.

a_supervisor_does_not_tell_what_its_child_was_started_with(_) ->
    fun() ->
        ok = logger:update_handler_config(?MODULE, #{config => #{to => self()}}),
        Offender = [{pid, self()}, {id, 7}, {mfargs, {?MODULE, start, [?SECRET]}}],
        Report = [{supervisor, {local, some_sup}}, {errorContext, child_terminated}, {reason, {{badmatch, ?SECRET}, []}}, {offender, Offender}],
        logger:error(#{label => {supervisor, child_terminated}, report => Report}),
        ?assertMatch([_], having(lines(1), [<<"\"process\":\"some_sup\"">>, <<"\"child\":7">>, <<"\"context\":\"child_terminated\"">>, <<"\"reason\":\"badmatch\"">>]))
    end.

what_mnesia_says_is_told_without_records(_) ->
    fun() ->
        ok = logger:update_handler_config(?MODULE, #{config => #{to => self()}}),
        Packed = binary:decode_unsigned(?SECRET),
        Event = {mnesia_fatal, "Cannot write ~p to ~s: ~p~n", [{q_1, 7, ?SECRET, Packed}, "/tables/LATEST.LOG", enospc], ?SECRET},
        {ok, none} = mailbox_mnesia_events:handle_event({mnesia_system_event, Event}, none),
        Lines = lines(1),
        ?assertMatch([_], having(Lines, [<<"\"what\":\"mnesia_fatal\"">>, <<"/tables/LATEST.LOG: enospc\"">>])),
        ?assertEqual([], having(Lines, [integer_to_binary(Packed)]))
    end.

strange_reports_are_one_line(_) ->
    fun() ->
        ok = logger:update_handler_config(?MODULE, #{config => #{to => self()}}),
        Quoted = <<"a \"quoted\"\n line \\ of ", 16#2028/utf8>>,
        logger:warning(#{what => strange, text => Quoted, bytes => <<255, 0>>, list => [{a, [?SECRET | ?SECRET]}, self()], 7 => #{x => ?SECRET}}),
        logger:warning("words of ~p~nand ~s", [?SECRET, {no, string}]),
        error_logger:warning_msg("old ~p~n", [?SECRET]),
        logger:warning([{key, ?SECRET}]),
        logger:warning(#{what => nothing, many => lists:seq(1000, 2000), none => undefined, is => true, float => 1.5}),
        Lines = lines(5),
        ?assertMatch([_], having(Lines, [<<"\"text\":\"old {bytes,22}\"">>])),
        ?assertMatch([_], having(Lines, [<<"\"text\":\"a \\\"quoted\\\"\\u000a line \\\\ of \\u2028\"">>]))
    end.

refused_hellos_are_told_once_a_second(_) ->
    fun() ->
        ok = logger:update_handler_config(?MODULE, #{config => #{to => self()}}),
        _ = [logger:warning(#{what => hello_refused, reason => wrong_secret}) || _ <- lists:seq(1, 100)],
        logger:warning(#{what => another}),
        ?assertMatch([_, _], lines(2))
    end.

open() ->
    _ = persistent_term:erase({mailbox, last_refused}),
    ok = logger:set_handler_config(default, level, none),
    ok = logger:add_primary_filter(mailbox, {fun mailbox_log:filter/2, []}),
    ok = logger:add_handler(?MODULE, ?MODULE, #{level => warning, config => #{to => self()}}).

close(_) ->
    ok = logger:remove_handler(?MODULE),
    ok = logger:remove_primary_filter(mailbox),
    logger:set_handler_config(default, level, all).

%% Whatever is told, it is a line of JSON without what is secret.
lines(Count) ->
    Lines = [receive {line, Line} -> Line after 5000 -> error({no_line, N}) end || N <- lists:seq(1, Count)],
    ?assertEqual([], having(Lines, [?SECRET])),
    ?assertEqual([], having(Lines, [<<"119,104,97,116">>])),
    _ = [?assertEqual(<<"\n">>, json(Line)) || Line <- Lines],
    Lines.

having(Lines, Parts) -> [Line || Line <- Lines, lists:all(fun(Part) -> binary:match(Line, Part) =/= nomatch end, Parts)].

%% What stands behind a value.
json(<<"{}", Rest/binary>>) -> Rest;
json(<<"[]", Rest/binary>>) -> Rest;
json(<<"{", Rest/binary>>) -> members(Rest);
json(<<"[", Rest/binary>>) -> elements(json(Rest));
json(<<"\"", Rest/binary>>) -> characters(Rest);
json(Text) ->
    {match, [{0, Length}]} = re:run(Text, "^(?:true|false|null|-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)", [{capture, first}]),
    binary:part(Text, Length, byte_size(Text) - Length).

members(<<"\"", Rest/binary>>) ->
    <<":", Value/binary>> = characters(Rest),
    case json(Value) of
        <<",", More/binary>> -> members(More);
        <<"}", More/binary>> -> More
    end.

elements(<<",", Rest/binary>>) -> elements(json(Rest));
elements(<<"]", Rest/binary>>) -> Rest.

characters(<<"\"", Rest/binary>>) -> Rest;
characters(<<"\\u", _:4/binary, Rest/binary>>) -> characters(Rest);
characters(<<"\\", C, Rest/binary>>) when C =:= $"; C =:= $\\ -> characters(Rest);
characters(<<C/utf8, Rest/binary>>) when C >= 32 -> characters(Rest).

-spec log(logger:log_event(), logger:handler_config()) -> term().
log(Event, #{config := #{to := Pid}}) -> Pid ! {line, iolist_to_binary(mailbox_log:format(Event, #{}))}.

-spec init(binary()) -> {ok, binary()}.
init(Secret) -> {ok, Secret}.

-spec handle_call(term(), gen_server:from(), binary()) -> no_return().
handle_call({fail, _}, _, Secret) -> {fail, nobody} = {Secret, Secret}.

-spec handle_cast(term(), binary()) -> {noreply, binary()}.
handle_cast(_, Secret) -> {noreply, Secret}.
