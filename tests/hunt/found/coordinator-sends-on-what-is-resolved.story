story 10 days 11 agencies 3 citizens 11 modems 2 window 0 policy 1 secretaries 1 free 0
830600000 report 9 27 0  # day 9: citizen 9 reports
834424000 acts 0 27 5    # its agency: TOLAK
860579000 acts 0 27 2    # the coordinator repairs it: SELESAI
900341000 decides 0 27 2 # and sends it on: ALIH. It counted as the citizen's BELUM.
