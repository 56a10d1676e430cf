story 1 days 5 agencies 4 citizens 5 modems 1 window 0 policy 0 secretaries 1 free 0
139635000 report 3 135 0  # day 1: citizen 3 reports
200000000 report 2 76 0   # citizen 2 reports something else
339080000 acts 0 135 3    # its agency asks: TANYA
352934000 says 3 76 3     # citizen 3: BELUM with the number of citizen 2's. It answered the question.
