import sys,random,time,tempfile,io,os,signal
from pathlib import Path
import psutil
sys.executable="/tmp/mem/htpy"
from tests import soak
from tests.real.desk import desk
with tempfile.TemporaryDirectory() as d:
    with desk(Path(d),"--mode","kiosk","--quiet","10","--countdown","4","--lang","en","--ledger",d+"/v.sqlite3",repeats=True) as ex:
        ex.wait_for("first_frame")
        b=soak.Booth(ex,(1280,720),random.Random(5),soak.Curve(io.StringIO()))
        b.wait(50)
        for i in range(5):
            print(i,b.receive(),time.strftime("%T"),flush=True)
        kid=[p for p in psutil.Process(ex.process.pid).children(True) if "explorer" in " ".join(p.cmdline()) and "python" in p.name()]
        print(kid,open(f"/proc/{kid[0].pid}/status").read().split("RssAnon:")[1][:20])
        os.kill(kid[0].pid,9); time.sleep(4)
