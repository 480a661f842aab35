"""What an operator needs: copies of the database that can be trusted, a look at the machine, numbers for a monitor.

| module        | what it owns                                                      |
|---------------|-------------------------------------------------------------------|
| `engines`     | how each database is copied, opened and put back                  |
| `sealed`      | a file that only the holder of a key can read, and nobody can cut |
| `copies`      | a copy: its name, how it is made whole, which ones are deleted    |
| `looking`     | whether a copy holds what it must                                 |
| `restoring`   | a copy becomes the database                                       |
| `health`      | /readyz                                                           |
| `figures`     | /metrics                                                          |
| `doctor`      | what is wrong and what to do, as a table                          |
"""
