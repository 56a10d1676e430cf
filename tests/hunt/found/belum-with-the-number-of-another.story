story 13 days 6 agencies 2 citizens 6 modems 1 window 0 policy 0 secretaries 1 free 0
233767000 report 3 36 0  # day 2: citizen 3 reports
254880000 acts 2 36 2    # its agency: SELESAI
494962000 report 4 19 0  # citizen 4 reports something else
500466000 says 3 19 3    # citizen 3: BELUM with that number. It contested citizen 3's own ticket.
