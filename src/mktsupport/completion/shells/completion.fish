# Completion of mktsupport in fish: put this file among its completions, or `source` it.
function __mktsupport_complete
    set -l before (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $before[1])
    set -e before[1]
    set -l last (commandline -ct)
    set -l lines (_MKTSUPPORT_COMPLETE=fish $program $before "$last" 2>/dev/null </dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    set -l head (string match -r '^--[^=]*=' -- "$last")
    set -l path (string replace -r '^--[^=]*=' '' -- "$last")
    switch "$kind"
        case words
            printf '%s\n' $lines
        case files
            for each in (__fish_complete_path "$path")
                echo "$head$each"
            end
        case folders
            for each in (__fish_complete_directories "$path" '')
                echo "$head$each"
            end
    end
end
complete -c mktsupport -f -k -a '(__mktsupport_complete)'
