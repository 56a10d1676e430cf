# Sourced by trial.sh: whether every promise was kept, after the last report was answered. What was on the air is read from
# the simulated modems, what should have been from the database.

# verdict WORDS FAULTS: the file FAULTS names each fault in a line.
verdict() {
  if [ -s "$2" ]; then
    echo "FAILED: $1"
    head -n 10 "$2"
    failed=yes
  else
    echo "holds:  $1"
  fi
}

judge() {
  local it=$place/judge
  mkdir -p "$it"
  failed=no

  sort "$place/reports" | awk '{ print $1 }' >"$it/wanted"
  sql "SELECT address FROM lapor.ticket JOIN lapor.person ON person.id = reporter ORDER BY 1" | sort >"$it/tickets"
  diff "$it/wanted" "$it/tickets" >"$it/1" || true
  verdict "every report is one ticket" "$it/1"

  all_texts | sed -n 's/.* to=\([^ ]*\) .*Laporan diterima\. No: \([0-9]*\)[0-9] .*/\1 \2/p' | sort -u >"$it/told"
  sql "SELECT address || ' ' || serial FROM lapor.ticket JOIN lapor.person ON person.id = reporter" | sort >"$it/true"
  diff "$it/told" "$it/true" >"$it/2" || true
  verdict "every citizen was told the number of their own ticket" "$it/2"

  # Times on the air, and the times that were owed and may have come besides: text and number, then how often.
  all_texts | sed 's/^.* to=\([^ ]*\) parts=[0-9]* text=\(.*\)$/\1 \2/' | sort | uniq -c | sed 's/^ *//' >"$it/air"
  sql "SELECT count(*) || ' ' || sum((SELECT count(*) FROM lapor.attempt WHERE outgoing = o.id AND outcome = 'in_doubt')) ||
       ' ' || address || ' ' || text FROM lapor.outgoing o JOIN lapor.person p ON p.id = recipient
       WHERE state IN ('sent', 'delivered') GROUP BY address, text" >"$it/owed"
  awk 'NR == FNR { n = $1; $1 = ""; air[$0] = n; next }
       { owed = $1; doubts = $2; $1 = $2 = ""; sub(/^ /, ""); seen[$0] = 1
         if (air[$0] > owed + doubts) print "too often: " air[$0] " for " owed " + " doubts ":" $0
         if (air[$0] < owed) print "never left: " air[$0] + 0 " for " owed ":" $0 }
       END { for (text in air) if (!(text in seen)) print "not owed: " text }' "$it/air" "$it/owed" >"$it/3"
  verdict "no text left twice, unless it was in doubt; each that counts as sent has left" "$it/3"
  echo "        texts that were in doubt and left twice: $(awk '{ n = $1; $1 = "" } NR == FNR { air[$0] = n; next }
    { $2 = ""; sub(/^  */, " "); if (air[$0] > n) k += air[$0] - n } END { print k + 0 }' "$it/air" "$it/owed")"

  sql "SELECT ticket, detail, count(*) FROM lapor.event WHERE kind = 'climbed' GROUP BY 1, 2 HAVING count(*) > 1" >"$it/4"
  verdict "no step of the ladder was taken twice" "$it/4"
  sql "SELECT serial, level FROM lapor.ticket WHERE level < $ladder_steps" >"$it/5"
  verdict "every ticket that nobody answered climbed all $ladder_steps steps" "$it/5"
  ctl "$(active)" --json scorecard | perl -MJSON::PP -e '
    my $board = decode_json(join "", <STDIN>);
    my ($received, $unanswered) = (0, 0);
    for (@$board) { $received += $_->{received}; $unanswered += $_->{unanswered} }
    print "received $received, unanswered $unanswered of $ARGV[0]\n" if $received != $ARGV[0] || $unanswered != $ARGV[0]' \
    "$(wc -l <"$place/reports")" >"$it/7" 2>&1 || true
  verdict "the score counts each report once, and as unanswered" "$it/7"
  sql "SELECT state, count(*) FROM lapor.outgoing WHERE state NOT IN ('sent', 'delivered') GROUP BY 1" >"$it/6"
  verdict "no text waits, has failed or has expired" "$it/6"
  [ "$failed" = no ]
}
