"""Who somebody is: national numbers, and which fields there are about people. Pure; knows no case and no store."""
