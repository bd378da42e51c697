#pragma GCC diagnostic ignored "-Wconversion"
#include "engine/simulate/night.hpp"
#include "engine/limit/policies.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
using namespace roamsync;
using namespace std::chrono_literals;
static double med(std::vector<double> v){std::sort(v.begin(),v.end());return v[v.size()/2];}
static double mx(const std::vector<double>& v){return *std::max_element(v.begin(),v.end());}
static std::vector<simulated_tenant> known(double zipf,std::uint64_t seed,int T=1000,int M=50000){
  std::vector<simulated_tenant> out; double h=0; for(int i=1;i<=T;i++)h+=std::pow(i,-zipf);
  for(int i=1;i<=T;i++){ int n=std::max(1,(int)std::lround(M*std::pow(i,-zipf)/h));
    double r=0.5*std::pow(n/50.0,0.7); 
    simulated_tenant t; t.id="t"+std::to_string((i*7919+seed)%100003); t.mailboxes=n; 
    t.told={.lanes=(unsigned)std::max(3.0,std::ceil(3*r)),.rate=r,.burst=(unsigned)std::max(4.0,std::ceil(4*r))};
    t.service.takes={.rate=r,.burst=(double)t.told.burst,.lanes=t.told.lanes};
    t.before={.calls=3,.latency_ms=209,.mailboxes=50}; out.push_back(t);} std::sort(out.begin(),out.end(),[](auto&a,auto&b){return a.id<b.id;}); return out;}
static int NP=getenv("NP")?atoi(getenv("NP")):4;
int main(int argc,char**argv){
  std::string what=argc>1?argv[1]:"hidden"; int seeds=argc>2?atoi(argv[2]):3;
  if(what=="known") for(double z:{0.0,0.5,1.0}) for(double ratio:{0.8,1.0,1.25}) { if(getenv("Z")&&(z!=atof(getenv("Z"))||ratio!=atof(getenv("R"))))continue;
    const char* names[]={"critical","rr","fifo","random"};
    std::vector<double> res[4];
    for(int s=1;s<=seeds;s++){ auto w=known(z,s);
      double worst=0,W=0; for(auto&t:w){ double N=t.mailboxes*3.0; W+=N*0.2*std::exp(.045); worst=std::max(worst,1+std::max(0.0,N-t.told.burst)/t.told.rate);} 
      unsigned C=(unsigned)std::ceil(W/(ratio*worst));
      for(int p=0;p<NP;p++){ simulated_node n; n.allowed={.allowed={.lanes=C,.rate=0}}; n.starts.tenants_per_second=500; n.turns=(turn_order)p; if(getenv("CF"))n.allowed.critical_from=atof(getenv("CF")); n.seed=s;
        n.limits=[](const limit&l,const retry_options&r,time_point t,const std::optional<learned_limit>&p2){return make_limiter(limit_policy::fixed,l,r,t,p2);};
        auto run=simulate(w,n); auto b=makespan_bound(loads_of(w,run),{.connections=(double)C});
        if(s==1&&p==0) printf("zipf %.1f ratio %.2f C %u bound %.1f %s ",z,ratio,C,b.seconds,std::string(to_string(b.binds)).c_str());
        if(getenv("V")){ std::vector<double> f; for(auto&t:run.tenants)f.push_back(t.finished.time_since_epoch().count()/1000.0-t.ready.time_since_epoch().count()/1000.0); std::sort(f.begin(),f.end()); for(double q:{0.0,.1,.25,.5,.75,.9,.95,.99,1.0})printf("%.1f ",f[(size_t)(q*(f.size()-1))]); puts("");
          size_t per=100; for(size_t i=0;i<run.per_tick.size();i+=per){unsigned long nn=0;for(size_t j=i;j<i+per&&j<run.per_tick.size();j++)nn+=run.per_tick[j];printf("%lu ",nn);}puts("");}
        unsigned long thr=0,req=0; for(auto&t:run.tenants){thr+=t.throttled;req+=t.requests;} if(s==1)printf("[%s 429 %lu/%lu] ",names[p],thr,req);
        res[p].push_back(run.makespan.count()/1000.0/b.seconds);} }
    printf("\n   "); for(int p=0;p<NP;p++)printf("%s %.3f/%.3f  ",names[p],med(res[p]),mx(res[p])); printf("\n"); fflush(stdout);
  }
  if(what=="hidden") for(int A:{2,10,30}) for(unsigned lanes:{4u,8u}) { if(getenv("A")&&(A!=atoi(getenv("A"))||(int)lanes!=atoi(getenv("L"))))continue;
    std::vector<double> cold,warm,c429,w429; learned_limit L;
    for(int s=1;s<=seeds;s++){ simulated_tenant t; t.id="a"; t.mailboxes=2000; t.told={.lanes=lanes}; t.service.takes={.rate=10,.burst=20,.lanes=4}; t.service.retry_after=std::chrono::seconds(A); t.service.spread=.3;
      std::vector<simulated_tenant> w{t};
      for(int k=0;k<2;k++){ simulated_node n; n.seed=s*100+k; n.allowed={.allowed={.lanes=500}};
        auto run=simulate(w,n); auto b=makespan_bound(loads_of(w,run),{});
        double q=run.makespan.count()/1000.0/b.seconds; double th=100.0*run.tenants[0].throttled/run.tenants[0].requests;
        (k?warm:cold).push_back(q); (k?w429:c429).push_back(th);
        if(run.tenants[0].inside_wait||run.tenants[0].failed) printf("INSIDE %lu failed %u\n",(unsigned long)run.tenants[0].inside_wait,run.tenants[0].failed);
        w[0].learned=run.tenants[0].learned; if(w[0].learned)L=*w[0].learned; } }
    printf("A=%d lanes %u cold %.3f/%.3f (429 %.3f%%) warm %.3f/%.3f (%.3f%%/%.3f) learned rate %.2f burst %.1f doubt %.4f lanes %u quiet %ld\n",A,lanes,med(cold),mx(cold),med(c429),med(warm),mx(warm),med(w429),mx(w429),L.rate,L.burst,L.doubt,L.lanes,(long)L.quiet.count()); fflush(stdout);
  }
  if(what=="change") for(int A:{10,30}) for(double f:{0.5,2.0}) {
    std::vector<double> took;
    for(int k=1;k<=seeds;k++){ simulated_tenant t; t.id="a"; t.mailboxes=4000; t.told={.lanes=8}; t.service.takes={.rate=10,.burst=20,.lanes=8}; t.service.retry_after=std::chrono::seconds(A); t.service.spread=.3; t.learned=learned_limit{.rate=10,.burst=20,.doubt=0.01,.lanes=8,.wait=std::chrono::seconds(A)};
      t.service.changes={{time_point{}+300s,{10*f,20*f,8}}};
      simulated_node n; n.seed=k; n.allowed={.allowed={.lanes=500}}; auto run=simulate({t},n);
      // learned at: the first moment from which each 10 s bring 0.9 of the new rate for a minute
      double at=-1; double want=10*f; for(size_t i=3000;i+1200<run.per_tick.size();i+=5){ bool ok=true; for(size_t j=i;j<i+1200&&ok;j+=50){unsigned long c=0;for(size_t q=j;q<j+50;q++)c+=run.per_tick[q]; if(c<=5) continue; bool edge=false; for(int e=-50;e<=50;e+=50){unsigned long d=0;for(size_t q=j+e;q<j+e+50;q++)d+=run.per_tick[q]; if(d<=5)edge=true;} if(edge)continue; ok=c>=0.85*5*want&&c<=1.2*5*want;} if(ok){at=(i-3000)/10.0;break;} }
      took.push_back(at<0?9999:at); }
    printf("A=%d factor %.1f learned after %.1f / %.1f\n",A,f,med(took),mx(took)); }
}
