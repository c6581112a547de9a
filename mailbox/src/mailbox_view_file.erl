%% The view that this node knows, on its disk: a number, and the members that have every row that was ever answered.
%%
%% A view counts once a majority of the nodes has it stored, so any majority of files names the last one. Its number has been reserved
%% at a majority before: one that was stored at fewer, by a change that broke off, must not have the number of a later one.
-module(mailbox_view_file).
-behaviour(gen_server).
-export([start_link/0, check/0, reserve/1, store/1, status/0, running/0, number/0, set_running/1, grant/1, release/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export_type([view/0, status/0]).

-type view() :: {Number :: non_neg_integer(), Members :: [node()]}.
%% running: with the view that this node works in.
-type status() :: {starting, view() | none} | {running, view()}.

-record(file, {
    stored :: view() | none,
    %% The highest number that anybody has made a view of, or was about to.
    reserved :: non_neg_integer(),
    running = none :: view() | none,
    %% The one node that this one lets lead, as long as it is there.
    granted = none :: {node(), reference()} | none
}).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% Before anything is started: no restart mends a file that is damaged, and nobody may guess what stood in it.
-spec check() -> ok | {error, {file:filename(), string()}}.
check() ->
    case read() of
        {ok, _, _} -> ok;
        {error, Problem} -> {error, {path(), Problem}}
    end.

%% Durable when this returns. A number is given out once.
-spec reserve(pos_integer()) -> ok | {error, old_view}.
reserve(Number) -> gen_server:call(?MODULE, {reserve, Number}).

%% Durable when this returns. A view that is not newer is refused.
-spec store(view()) -> ok | {error, old_view}.
store(View) -> gen_server:call(?MODULE, {store, View}).

-spec status() -> status().
status() -> gen_server:call(?MODULE, status).

%% Of the last view that is known of here, or the last one that was about to be.
-spec number() -> non_neg_integer().
number() -> gen_server:call(?MODULE, number).

-spec set_running(view()) -> ok.
set_running(View) -> gen_server:call(?MODULE, {running, View}).

%% Of a node that is a member.
-spec running() -> view().
running() ->
    {running, View} = status(),
    View.

%% Lets a node lead while nobody runs, and no other one until it is gone or gives that back. Answers the stored view.
-spec grant(node()) -> {granted, view() | none} | refused.
grant(Node) -> gen_server:call(?MODULE, {grant, Node}).

-spec release(node()) -> ok.
release(Node) -> gen_server:call(?MODULE, {release, Node}).

-spec init([]) -> {ok, #file{}}.
init([]) ->
    {ok, Stored, Reserved} = read(),
    {ok, #file{stored = Stored, reserved = Reserved}}.

-spec read() -> {ok, view() | none, non_neg_integer()} | {error, string()}.
read() ->
    case file:consult(path()) of
        {ok, Terms} -> read(lists:keyfind(view, 1, Terms), lists:keyfind(reserved, 1, Terms));
        {error, enoent} -> {ok, none, 0};
        {error, Reason} -> {error, lists:flatten(file:format_error(Reason))}
    end.

read({view, Number, Members}, {reserved, Highest}) when is_integer(Number), is_list(Members), Members =/= [], is_integer(Highest) ->
    case lists:all(fun is_atom/1, Members) of
        true -> {ok, {Number, Members}, Highest};
        false -> {error, "no view stands in it"}
    end;
read(false, {reserved, Highest}) when is_integer(Highest) ->
    {ok, none, Highest};
read(_, _) ->
    {error, "no view stands in it"}.

-spec handle_call(term(), {pid(), term()}, #file{}) -> {reply, term(), #file{}}.
handle_call({reserve, Number}, _, #file{reserved = Reserved} = File) when Number > Reserved ->
    {reply, ok, write(File#file{reserved = Number})};
handle_call({reserve, _}, _, File) ->
    {reply, {error, old_view}, File};
handle_call({store, {Number, _} = View}, _, #file{stored = Stored, reserved = Reserved} = File) ->
    case Number > number_of(Stored) andalso Number >= Reserved of
        true -> {reply, ok, write(File#file{stored = View, reserved = Number})};
        false -> {reply, {error, old_view}, File}
    end;
handle_call(status, _, #file{running = none, stored = Stored} = File) ->
    {reply, {starting, Stored}, File};
handle_call(status, _, #file{running = Running} = File) ->
    {reply, {running, Running}, File};
handle_call(number, _, #file{reserved = Reserved} = File) ->
    {reply, Reserved, File};
handle_call({running, View}, _, File) ->
    {reply, ok, File#file{running = View}};
handle_call({grant, Node}, _, #file{running = none, granted = none, stored = Stored} = File) ->
    {reply, {granted, Stored}, File#file{granted = {Node, monitor(process, {mailbox_view, Node})}}};
handle_call({grant, Node}, _, #file{running = none, granted = {Node, _}, stored = Stored} = File) ->
    {reply, {granted, Stored}, File};
handle_call({grant, _}, _, File) ->
    {reply, refused, File};
handle_call({release, Node}, _, #file{granted = {Node, Monitor}} = File) ->
    _ = demonitor(Monitor, [flush]),
    {reply, ok, File#file{granted = none}};
handle_call({release, _}, _, File) ->
    {reply, ok, File}.

-spec handle_cast(term(), #file{}) -> {noreply, #file{}}.
handle_cast(_, File) -> {noreply, File}.

-spec handle_info(term(), #file{}) -> {noreply, #file{}}.
handle_info({'DOWN', Monitor, process, _, _}, #file{granted = {_, Monitor}} = File) -> {noreply, File#file{granted = none}};
handle_info(_, File) -> {noreply, File}.

number_of(none) -> 0;
number_of({Number, _}) -> Number.

write(#file{stored = Stored, reserved = Reserved} = Written) ->
    Views = [{view, Number, Members} || {Number, Members} <- [Stored]],
    New = path() ++ ".new",
    {ok, File} = file:open(New, [write, raw]),
    ok = file:write(File, [io_lib:format("~p.~n", [Term]) || Term <- Views ++ [{reserved, Reserved}]]),
    ok = file:sync(File),
    ok = file:close(File),
    ok = file:rename(New, path()),
    {ok, Folder} = file:open(filename:dirname(path()), [read, raw, directory]),
    _ = file:sync(Folder),
    _ = file:close(Folder),
    Written.

path() -> filename:join(filename:dirname(mnesia:system_info(directory)), "view").
