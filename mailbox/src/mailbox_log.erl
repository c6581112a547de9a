%% Each event is one line of JSON, and says nothing of what messages hold: reports of failures, which have states, requests and
%% whole processes in them, are made small before any handler sees them. bin/mailbox gives filter and formatter to Erlang's kernel.
-module(mailbox_log).
-export([filter/2, format/2, text/2]).

-define(KEY, {mailbox, last_refused}).
-define(REFUSED_MS, 1000).
-define(MAX_CHARS, 2000).
-define(MAX_ITEMS, 20).
-define(MAX_DEPTH, 6).
%% Small rows are packed into integers.
-define(MAX_INTEGER, 9223372036854775807).

%% The primary one. A filter that fails is taken away by the logger.
-spec filter(logger:log_event(), term()) -> logger:filter_return().
filter(#{msg := Message, meta := Meta} = Event, _) ->
    Report = reduced(Message, Meta),
    case is_too_often(Report) of
        true -> stop;
        false -> Event#{msg := {report, Report}}
    end.

-spec format(logger:log_event(), term()) -> iodata().
format(#{level := Level, msg := Message, meta := Meta}, _) ->
    #{what := What} = Report = reduced(Message, Meta),
    Time = calendar:system_time_to_rfc3339(maps:get(time, Meta, erlang:system_time(microsecond)), [{unit, microsecond}, {offset, "Z"}]),
    First = [{time, list_to_binary(Time)}, {level, Level}, {what, What}],
    Rest = lists:sort(maps:to_list(maps:without([what, time, level], Report))),
    [${, lists:join($,, [[string(key(Key)), $:, value(Value)] || {Key, Value} <- First ++ Rest]), "}\n"].

%% What others put into words, without their contents.
-spec text(io:format(), [term()]) -> binary().
text(Format, Arguments) ->
    Text =
        try
            io_lib:format(Format, [redact(Argument, ?MAX_DEPTH) || Argument <- Arguments], [{chars_limit, ?MAX_CHARS}])
        catch
            error:_ -> io_lib:format("~0p", [Format], [{chars_limit, ?MAX_CHARS}])
        end,
    unicode:characters_to_binary(string:trim(Text)).

%% Strangers can make as many of these as they like.
is_too_often(#{what := What}) when What =:= hello_refused; What =:= no_tls -> is_too_soon(erlang:monotonic_time(millisecond));
is_too_often(_) -> false.

is_too_soon(Now) ->
    case persistent_term:get(?KEY, none) of
        none ->
            Last = atomics:new(1, [{signed, true}]),
            atomics:put(Last, 1, Now),
            persistent_term:put(?KEY, Last),
            false;
        Last ->
            Before = atomics:get(Last, 1),
            Now - Before < ?REFUSED_MS orelse atomics:compare_exchange(Last, 1, Before, Now) =/= ok
    end.

reduced(Message, Meta) ->
    try
        reduce(Message, Meta)
    catch
        _:_ -> #{what => not_readable}
    end.

%% Our own, and what has been reduced.
reduce({report, #{what := What} = Report}, _) when is_atom(What) -> Report;
reduce({report, #{label := {error_logger, _}, format := Format, args := Arguments}}, Meta) -> reduce({Format, Arguments}, Meta);
reduce({report, #{label := Label} = Report}, _) -> failure(Label, facts(Report));
reduce({report, Report}, _) -> #{what => report, text => text("~0p", [Report])};
reduce({string, Text}, _) -> #{what => text, text => text("~ts", [[Text]])};
reduce({_, Arguments}, #{error_logger := #{emulator := true}}) when is_list(Arguments), Arguments =/= [] -> emulator(Arguments);
reduce({Format, Arguments}, _) -> #{what => text, text => text(Format, Arguments)}.

%% `Error in process ~p ... with exit value', and whatever else the emulator says.
emulator(Arguments) ->
    {Reason, Places} = cause(lists:last(Arguments)),
    Process = [{process, Pid} || Pid <- [hd(Arguments)], is_pid(Pid)],
    maps:from_list([{what, emulator_error}, {reason, Reason}, {places, Places} | Process]).

%% Of proc_lib, of supervisors and applications, of all others.
facts(#{report := [Info | _]}) when is_list(Info) -> Info;
facts(#{report := Report}) when is_list(Report) -> Report;
facts(Report) -> maps:to_list(Report).

failure(Label, Facts) ->
    Known = [{what, what(Label)}, {process, process(Facts)}, {child, child(Facts)}, {context, fact([errorContext], Facts)}],
    Causes =
        case {fact([error_info], Facts), fact([reason, exited], Facts)} of
            {{_, Reason, Stack}, _} -> causes(cause({Reason, Stack}));
            {_, undefined} -> [];
            {_, Reason} -> causes(cause(Reason))
        end,
    maps:from_list([Fact || {_, Value} = Fact <- Known ++ Causes, Value =/= undefined]).

causes({Reason, Places}) -> [{reason, Reason}, {places, Places}].

%% There are as many as Erlang/OTP has.
what({Module, Kind}) when is_atom(Module), is_atom(Kind) -> list_to_atom(atom_to_list(Module) ++ "_" ++ atom_to_list(Kind));
what(Label) when is_atom(Label) -> Label;
what(_) -> report.

process(Facts) ->
    case fact([registered_name, name, supervisor, application, initial_call, module, pid], Facts) of
        {Module, Function, Arguments} when is_atom(Module), is_list(Arguments) -> {Module, Function, length(Arguments)};
        {local, Name} -> Name;
        Name -> Name
    end.

child(Facts) ->
    case fact([offender], Facts) of
        Offender when is_list(Offender) -> fact([id, name], Offender);
        _ -> undefined
    end.

%% The first one that is there.
fact(Names, Facts) ->
    case [Value || Name <- Names, {Found, Value} <- Facts, Found =:= Name, Value =/= [], Value =/= undefined] of
        [Value | _] -> Value;
        [] -> undefined
    end.

%% Failures are wrapped into those that follow from them.
cause({Reason, [{Module, Function, _, _} | _] = Stack}) when is_atom(Module), is_atom(Function) ->
    case cause(Reason) of
        {Kind, []} -> {Kind, mailbox_failure:places(Stack)};
        Deeper -> Deeper
    end;
cause({Reason, {Module, Function, Arguments}}) when is_atom(Module), is_atom(Function), is_list(Arguments), is_tuple(Reason) -> cause(Reason);
cause({Reason, []}) when is_tuple(Reason) -> cause(Reason);
cause(Reason) ->
    {mailbox_failure:reason(Reason), []}.

key(Key) when is_atom(Key) -> atom_to_binary(Key);
key(Key) -> text("~0p", [Key]).

value(Value) when is_boolean(Value) -> atom_to_binary(Value);
value(undefined) -> <<"null">>;
value(Value) when is_atom(Value) -> string(atom_to_binary(Value));
value(Value) when is_integer(Value), abs(Value) =< ?MAX_INTEGER -> integer_to_binary(Value);
value(Value) when is_float(Value) -> float_to_binary(Value, [short]);
value(Value) when is_binary(Value) -> string(Value);
value([]) -> <<"[]">>;
value(Value) ->
    Redacted = redact(Value, ?MAX_DEPTH),
    case is_list(Redacted) andalso not io_lib:printable_list(Redacted) of
        true -> [$[, lists:join($,, [value(Item) || Item <- Redacted]), $]];
        false when is_list(Redacted) -> string(unicode:characters_to_binary(Redacted));
        false -> string(text("~0tp", [Redacted]))
    end.

string(Text) ->
    case unicode:characters_to_list(Text) of
        Characters when is_list(Characters) -> [$", unicode:characters_to_binary([escape(C) || C <- Characters]), $"];
        _ -> io_lib:format("\"~b bytes\"", [byte_size(Text)])
    end.

escape($") -> "\\\"";
escape($\\) -> "\\\\";
escape(C) when C < 32; C =:= 127; C =:= 16#2028; C =:= 16#2029 -> io_lib:format("\\u~4.16.0b", [C]);
escape(C) -> C.

%% Ids, envelopes and keys are binaries.
redact(_, 0) -> '...';
redact(Value, _) when is_bitstring(Value) -> {bytes, byte_size(Value)};
redact(Value, _) when is_integer(Value), abs(Value) > ?MAX_INTEGER -> big_number;
redact(Value, _) when is_function(Value) -> function;
redact(Value, Depth) when is_tuple(Value) -> list_to_tuple(items(tuple_to_list(Value), Depth));
redact(Value, Depth) when is_map(Value) -> maps:from_list([{redact(K, Depth - 1), redact(V, Depth - 1)} || {K, V} <- items_of(Value)]);
redact([Head | Tail], Depth) when not is_list(Tail) -> [redact(Head, Depth - 1), redact(Tail, Depth - 1)];
redact(Value, Depth) when is_list(Value) ->
    case io_lib:printable_list(Value) of
        true -> lists:sublist(Value, ?MAX_CHARS);
        false -> items(Value, Depth)
    end;
redact(Value, _) ->
    Value.

items_of(Map) -> lists:sublist(maps:to_list(Map), ?MAX_ITEMS).

items([Item | Rest], Depth) -> items(Item, Rest, Depth, ?MAX_ITEMS);
items([], _) -> [].

items(_, _, _, 0) -> ['...'];
items(Item, [Next | Rest], Depth, Left) -> [redact(Item, Depth - 1) | items(Next, Rest, Depth, Left - 1)];
items(Item, [], Depth, _) -> [redact(Item, Depth - 1)];
items(Item, _, Depth, _) -> [redact(Item, Depth - 1), '...'].
